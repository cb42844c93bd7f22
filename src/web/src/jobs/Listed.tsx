import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { Section } from '../shared/page/Section';
import { ListSkeleton } from '../shared/Skeletons';
import styles from './Jobs.module.css';
import { jobsWords as words } from './words';

interface Props<T> {
  of: UseInfiniteQueryResult<InfiniteData<{ items: T[]; next: string | null }>>;
  /** Something is filtered; clears it. */
  onClear?: () => void;
  empty: ReactNode;
  above?: ReactNode;
  children: (rows: T[]) => ReactNode;
}

export const rowsOf = <T,>(of: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>) => of.data?.pages.flatMap((page) => page.items) ?? [];

/** A list read page after page: its rows, or why there are none. */
export function Listed<T>({ of, onClear, empty, above, children }: Props<T>) {
  const rows = rowsOf(of);
  return (
    <>
      <Section flush>
        {of.isPending ? <ListSkeleton /> : of.isError && rows.length === 0 ? <ErrorState problem={of.error} onRetry={() => void of.refetch()} />
          : rows.length === 0 ? (onClear
            ? <EmptyState icon={<IconSearch size={26} stroke={1.6} />} title={words.none}><Button variant="default" onClick={onClear}>{words.clear}</Button></EmptyState>
            : empty)
            : <>{above}{children(rows)}</>}
      </Section>
      {of.hasNextPage && <div className={styles.more}><Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>{words.more}</Button></div>}
    </>
  );
}
