import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { Message, Person } from '../../../api/types';
import { ErrorState } from '../../../shared/ErrorState';
import { ListSkeleton } from '../../../shared/Skeletons';
import { Time } from '../../../shared/words/Time';
import { recordWords as words } from '../words';
import styles from './History.module.css';
import { useHistory } from './reading';

/** The complete history of texts, closed until one asks for it (AR-18); other lines are a number only (AR-20). */
export function HistorySection({ person }: { person: Person }) {
  const [open, setOpen] = useState(false);
  const body = useId();
  return (
    <section className={styles.section}>
      <h2><button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}><IconChevronRight size={17} stroke={2} aria-hidden="true" />{words.history}</button></h2>
      <div id={body}>{open && <Texts person={person} />}</div>
    </section>
  );
}

function Texts({ person }: { person: Person }) {
  const read = useHistory(person.id, true);
  if (read.isError) return <ErrorState problem={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <ListSkeleton rows={3} />;
  const texts = read.data.pages.flatMap((page) => page.items), elsewhere = read.data.pages[0]?.elsewhere ?? 0;
  return (
    <>
      {texts.length === 0 && <p className={styles.none}>{words.noTexts}</p>}
      {texts.length > 0 && (
        <ol className={styles.texts}>
          {texts.map(({ message, line }) => (
            <li key={message.id} data-direction={message.direction}>
              <div className={styles.meta}><b>{authorOf(message, person)}</b> <span>{words.on(line.name)}</span> <Link href={`/inbox/${message.conversationId ?? ''}`} title={words.open}><Time at={message.createdAt} as="moment" /></Link> <span>{message.statusWords}</span></div>
              {message.body && <p>{message.body}</p>}
              {message.media.length > 0 && <p className={styles.media}>{words.attachments(message.media.length)}</p>}
              {message.problemWords && <p className={styles.problem}>{message.problemWords}</p>}
            </li>
          ))}
        </ol>
      )}
      {read.hasNextPage && <div className={styles.more}><Button size="xs" variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.older}</Button></div>}
      {elsewhere > 0 && <p className={styles.elsewhere}>{words.elsewhere(elsewhere)}</p>}
    </>
  );
}

const authorOf = (message: Message, person: Person) =>
  (message.direction === 'in' ? person.name : message.author?.name ?? words.automatic);
