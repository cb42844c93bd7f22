import { Button } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { call } from '../api/client';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { ListSkeleton } from '../shared/Skeletons';
import { dateWords } from '../shared/words/time';
import { Page } from '../shared/page/Page';
import { PageHead } from '../shared/page/PageHead';
import { Section } from '../shared/page/Section';
import { ActivityTable } from './ActivityTable';
import { DownloadCsv } from './DownloadCsv';
import { FilterBar } from './FilterBar';
import { dayOf, daysBefore, queryOf, readFilters, writeFilters, type ReportFilters } from './filters';
import styles from './Reports.module.css';
import { reportsWords as words } from './words';

const dayWords = (day: string) => dateWords(new Date(`${day}T12:00`), new Date());

/** Every text in and out, narrowed by what stands in the address. */
export default function ActivityPage() {
  const [asked, setAsked] = useSearchParams();
  const filters = readFilters(asked, dayOf(new Date()));
  const set = (change: Partial<ReportFilters>) => setAsked(writeFilters({ ...filters, ...change }), { replace: true });
  const query = queryOf(filters), ordered = filters.from <= filters.to;
  const read = useInfiniteQuery({
    queryKey: ['reports', 'sms-activity', query],
    queryFn: ({ pageParam, signal }) => call('GET /reports/sms-activity', { query: { ...query, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: ordered,
  });
  const rows = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageHead title={words.activity} line={`${words.activityLine} ${words.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}.`}>
        {rows.length > 0 && <DownloadCsv query={query} name={`sms-activity-${filters.from}-${filters.to}.csv`} />}
      </PageHead>
      <FilterBar filters={filters} onChange={set} />
      <Section flush>
        {!ordered ? <EmptyState title={words.wrongOrder} />
          : read.isPending ? <ListSkeleton />
          : read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
          : rows.length === 0 ? (
            <EmptyState icon={<IconChartHistogram size={26} stroke={1.6} />} title={words.none(dayWords(filters.from), dayWords(filters.to))}>
              <Button variant="default" onClick={() => set({ from: daysBefore(filters.from, 30) })}>{words.widen}</Button>
            </EmptyState>
          ) : <ActivityTable rows={rows} />}
      </Section>
      {read.hasNextPage && <div className={styles.more}><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></div>}
    </Page>
  );
}
