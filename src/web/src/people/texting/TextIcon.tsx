import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertCircleFilled, IconLock, IconMail, IconMessage2, IconMessageFilled, IconPhone } from '@tabler/icons-react';
import type { PersonRow } from '../../api/types';
import { useMay } from '../../session/session';
import { peopleWords as words } from '../words';
import { openTextPanel } from './panel';
import styles from './TextIcon.module.css';
import { labelOf, lookOf, otherWays, type IconLook } from './textIcon';

const shapes: Record<Exclude<IconLook['shape'], 'words'>, typeof IconLock> = {
  outline: IconMessage2, filled: IconMessageFilled, lock: IconLock, fault: IconAlertCircleFilled,
};

/** Whether and how a person can be texted: one of five shapes, pressed it opens the texts. */
export function TextIcon({ person }: { person: PersonRow }) {
  const look = lookOf(person.textState);
  const may = useMay('text');
  if (look.shape === 'words') return <OptedOut person={person} />;
  const Shape = shapes[look.shape];
  const drawn = <Shape size={20} stroke={1.8} aria-hidden="true" />;
  return (
    <Tooltip label={look.words} multiline maw={320}>
      {may && look.opens
        ? <ActionIcon className={styles[look.tone]} aria-label={labelOf(person)} onClick={() => openTextPanel(person)}>{drawn}</ActionIcon>
        : <span className={`${styles.still} ${styles[look.tone]}`} role="img" aria-label={labelOf(person)}>{drawn}</span>}
    </Tooltip>
  );
}

/** In the place of the icon: that they opted out, and how else to reach them. */
export function OptedOut({ person }: { person: PersonRow }) {
  return (
    <span className={styles.optedOut}>
      <span>{person.textState.words}</span>
      {otherWays(person).map(({ way, href }) => (
        <Tooltip key={way} label={words[way]}>
          <ActionIcon component="a" href={href} size={30} aria-label={`${words[way]}: ${person.name}`}>
            {way === 'call' ? <IconPhone size={16} stroke={1.8} aria-hidden="true" /> : <IconMail size={16} stroke={1.8} aria-hidden="true" />}
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
