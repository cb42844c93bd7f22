import { Button } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { useState } from 'react';
import type { JournalEntry } from '../../../api/recordTypes';
import type { Person } from '../../../api/types';
import { ErrorState } from '../../../shared/ErrorState';
import { Section } from '../../../shared/page/Section';
import { ListSkeleton } from '../../../shared/Skeletons';
import { Time } from '../../../shared/words/Time';
import { LogDialog } from '../../grid/actions/LogDialog';
import { gridWords } from '../../grid/words';
import { recordWords as words } from '../words';
import styles from './History.module.css';
import { useJournal } from './reading';

/** What happened with this person: notes by hand and the traces of texts. */
export function JournalSection({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const read = useJournal(person.id);
  const [logging, setLogging] = useState(false);
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.journal} line={read.data && entries.length === 0 ? words.journalEmpty : undefined} flush={entries.length > 0}
      action={mayEdit && <Button size="xs" variant="default" leftSection={<IconNotes size={16} stroke={1.7} aria-hidden="true" />} onClick={() => setLogging(true)}>{words.logMessage}</Button>}>
      {read.isError ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} /> : read.isPending ? <ListSkeleton rows={2} /> : entries.length > 0 && (
        <>
          <ol className={styles.entries}>{entries.map((entry) => <Entry key={entry.id} entry={entry} />)}</ol>
          {read.hasNextPage && <div className={styles.more}><Button size="xs" variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{gridWords.showMore}</Button></div>}
        </>
      )}
      {logging && <LogDialog audience={{ personIds: [person.id] }} count={1} onClose={() => setLogging(false)} />}
    </Section>
  );
}

export const titleOf = ({ kind, action }: Pick<JournalEntry, 'kind' | 'action'>) => (kind === 'received' ? words.received : kind === 'sent' ? words.sent : action);

function Entry({ entry }: { entry: JournalEntry }) {
  return (
    <li>
      <div className={styles.meta}><b>{titleOf(entry)}</b> {entry.by && <span>{entry.by.name}</span>} <Time at={entry.at} as="moment" /></div>
      {entry.words && <p data-note={entry.kind === 'logged' || undefined}>{entry.words}</p>}
    </li>
  );
}
