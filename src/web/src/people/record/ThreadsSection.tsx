import { Link } from 'wouter';
import type { Person } from '../../api/types';
import { PhoneText } from '../../shared/words/PhoneText';
import { Time } from '../../shared/words/Time';
import { Section } from '../../shared/page/Section';
import { peopleWords as words } from '../words';
import styles from './RecordPage.module.css';

/** The conversations with this person on the lines one may read. */
export function ThreadsSection({ person }: { person: Person }) {
  const { conversations, otherConversations = 0 } = person;
  const several = new Set(conversations.map((each) => each.line.id)).size > 1;
  return (
    <Section title={words.conversations} line={conversations.length === 0 ? words.noTextsLine : undefined} flush={conversations.length > 0 || otherConversations > 0}>
      {conversations.length > 0 && (
        <ul className={styles.list}>
          {conversations.map((each) => (
            <li key={each.id}>
              <Link href={`/inbox/${each.id}`} className={styles.thread}>
                <b data-unread={each.unread > 0 || undefined}>{several ? each.line.name : <PhoneText number={each.number} />}</b>
                <Time at={each.lastAt} />
                <p>{each.previewDirection === 'out' && words.you}{each.preview}</p>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {otherConversations > 0 && <p className={styles.note}>{words.otherThreads(otherConversations)}</p>}
    </Section>
  );
}
