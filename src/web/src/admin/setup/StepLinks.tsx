import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import styles from './SetUp.module.css';
import { setUpWords as words } from './words';

/** Rows that somebody without an account can read just now, each to be taken back. */
export function StepLinks() {
  const links = useQuery({ queryKey: ['set-up-links'], queryFn: ({ signal }) => call('GET /set-up/links', { signal }), select: ({ items }) => items });
  const end = useChange((id: string) => call('DELETE /set-up/links/{id}', { path: { id } }), { again: [['set-up-links']], done: words.takenBack });
  if (!links.data || links.data.length === 0) return null;
  return (
    <Section flush title={words.links} line={words.linksLine}>
      <ul className={styles.rows}>
        {links.data.map((link) => (
          <li key={link.id}>
            <div>
              <b>{words.rows[link.step].name}</b>
              <span>{link.sentTo ? words.to(link.sentTo) : words.copiedLink}{link.by && ` · ${link.by}`} · {words.until} <Time at={link.expiresAt} /></span>
            </div>
            <StatusPill tone={link.openedAt ? 'good' : 'calm'}>{link.openedAt ? words.opened : words.notOpened}</StatusPill>
            <Button size="xs" variant="default" loading={end.isPending && end.variables === link.id} onClick={() => end.mutate(link.id)}
              aria-label={`${words.takeBack}: ${words.rows[link.step].name}`}>{words.takeBack}</Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
