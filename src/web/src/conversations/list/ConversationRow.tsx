import { memo } from 'react';
import { Link } from 'wouter';
import type { ConversationRow as Row } from '../../api/types';
import { firstNameOf, useSession } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { useNow } from '../../shared/words/useNow';
import { useAnswering } from '../thread/answering';
import styles from './ConversationRow.module.css';
import { rowStateOf } from './rowState';
import { inboxWords as words } from '../words';

export const rowHeight = 88;

/** One conversation in the list: who, when, what was said last, and one state word. Unread is weight. */
export const ConversationRow = memo(({ row, here }: { row: Row; here: boolean }) => {
  const { user, lines } = useSession();
  const state = rowStateOf(row, useAnswering(row.id), useNow());
  return (
    <Link href={`/inbox/${row.id}`} className={styles.row} aria-current={here || undefined} data-unread={row.unread > 0 || undefined}>
      <Avatar name={row.title} of={row.person?.id ?? row.number} size={40} />
      <span className={styles.body}>
        <span className={styles.top}>
          <span className={styles.name}>{row.title}</span>
          {row.otherPeople > 0 && <span className={styles.aside}>{words.others(row.otherPeople)}</span>}
          <Time at={row.lastAt} className={styles.time} />
        </span>
        <span className={styles.preview}>{authorOf(row, user.id)}{row.preview || words.picture}</span>
        <span className={styles.foot}>
          <StatusPill tone={state.tone}>{state.words}</StatusPill>
          {lines.length > 1 && <span className={styles.aside}>{row.line.name}</span>}
          {row.unread > 0 && <span className="unseen">{words.unread(row.unread)}</span>}
        </span>
      </span>
    </Link>
  );
});

function authorOf(row: Row, me: string) {
  if (row.previewDirection === 'in' || row.previewAuthor === null) return '';
  return `${row.previewAuthor.id === me ? words.you : firstNameOf(row.previewAuthor.name)}: `;
}
