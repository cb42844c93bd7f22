import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { PeopleGroup } from '../../../api/recordTypes';
import { EmptyState } from '../../../shared/EmptyState';
import { ErrorState } from '../../../shared/ErrorState';
import { ListSkeleton } from '../../../shared/Skeletons';
import { usePeople, usePeopleGroups } from '../../reading';
import { peopleWords } from '../../words';
import { filtersIn, inGroup, type Grouping, type PeopleFilters } from '../filters';
import { gridWords as words } from '../words';
import styles from './Groups.module.css';
import type { Kind } from '../../../api/peopleTypes';
import type { PersonRow } from '../../../api/types';

interface Props { kind: Kind; filters: PeopleFilters; by: Grouping; draw: (rows: PersonRow[]) => React.ReactNode }

/** Groups with their counts, each opening in its place; nothing is read before it is opened. */
export function GroupedPeople({ kind, filters, by, draw }: Props) {
  const read = usePeopleGroups(kind, filters, by);
  if (read.isError) return <ErrorState problem={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <ListSkeleton rows={6} />;
  if (read.data.items.length === 0) return <EmptyState title={filtersIn(filters) > 0 ? peopleWords.filteredTitle(filtersIn(filters)) : peopleWords.emptyTitle(kind)} />;
  return (
    <div className={styles.groups} tabIndex={-1} role="region" aria-label={words.groupedBy(by)}>
      {read.data.items.map((group) => <Group key={group.key ?? ''} kind={kind} filters={inGroup(filters, by, group.key)} group={group} draw={draw} />)}
      {read.data.more && <p className={styles.note}>{words.moreGroups}</p>}
    </div>
  );
}

function Group({ kind, filters, group, draw }: Omit<Props, 'by'> & { group: PeopleGroup }) {
  const [open, setOpen] = useState(false);
  const body = useId();
  return (
    <section className={styles.group}>
      <button type="button" className={styles.head} aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} stroke={2} aria-hidden="true" />{group.name}<span className={styles.count}>{words.people(group.count)}</span>
      </button>
      <div id={body}>{open && <Members kind={kind} filters={filters} draw={draw} />}</div>
    </section>
  );
}

function Members({ kind, filters, draw }: Omit<Props, 'by'>) {
  const read = usePeople(kind, filters);
  if (read.isError) return <ErrorState problem={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <ListSkeleton rows={3} />;
  return (
    <>
      {draw(read.data.pages.flatMap((page) => page.items))}
      {read.hasNextPage && <div className={styles.more}><Button size="xs" variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.showMore}</Button></div>}
    </>
  );
}
