import { Button } from '@mantine/core';
import { IconAlertCircleFilled, IconMail, IconPhone } from '@tabler/icons-react';
import { Link } from 'wouter';
import { call } from '../../api/client';
import type { Person } from '../../api/types';
import { firstNameOf } from '../../session/session';
import { useChange } from '../../shared/form/useChange';
import { goodBelow, asSms } from '../record/edit/fields';
import { peopleWords as words } from '../words';
import styles from './TextPanel.module.css';
import { otherWays } from './textIcon';

/** In place of the composer: why this person cannot be texted, and the next step. */
export function CannotBeTexted({ person }: { person: Person }) {
  const good = goodBelow(person);
  const use = useChange(
    () => call('PATCH /people/{id}', { path: { id: person.id }, body: { numbers: asSms(good!.number!) } }),
    { done: words.moved, again: [['people'], ['conversation']] },
  );
  return (
    <div className={styles.cannot} role="status">
      <IconAlertCircleFilled size={28} aria-hidden="true" />
      <h3>{words.panelNotYet(firstNameOf(person.name))}</h3>
      <p>{person.textState.words}</p>
      <div>
        {good && <Button loading={use.isPending} onClick={() => use.mutate(undefined)}>{words.useThis}</Button>}
        {otherWays(person).map(({ way, href }) => (
          <Button key={way} component="a" href={href} variant="default" leftSection={way === 'call' ? <IconPhone size={16} aria-hidden="true" /> : <IconMail size={16} aria-hidden="true" />}>{words[way]}</Button>
        ))}
        <Button component={Link} href={`/people/${person.id}`} variant="default">{words.panelRecord}</Button>
      </div>
    </div>
  );
}
