import { Button } from '@mantine/core';
import { IconDownload, IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { AuditFault, AuditState } from '../../api/adminTypes';
import { address, call } from '../../api/client';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { agoWords, momentWords } from '../../shared/words/time';
import { useNow } from '../../shared/words/useNow';
import { AdminPage } from '../AdminPage';
import styles from './Audit.module.css';
import { AuditFilters, type AuditFilter } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { queryOf, readFilter, writeFilter } from './filter';
import { auditWords as words } from './words';

/** What people and rules decided, searched by what stands in the address. */
export default function AuditPage() {
  const [asked, setAsked] = useSearchParams();
  const filter = readFilter(asked), query = queryOf(filter);
  const set = (change: Partial<AuditFilter>) => setAsked(writeFilter({ ...filter, ...change }), { replace: true });
  const state = useQuery({ queryKey: ['audit', 'state'], queryFn: ({ signal }) => call('GET /audit/state', { signal }), refetchInterval: 15_000 });
  const check = useChange(() => call('POST /audit/check'), { done: ({ words: said }) => said, again: [['audit', 'state']] });
  return (
    <AdminPage title={words.audit} line={state.data ? <Sealed state={state.data} /> : words.auditLine} actions={<>
      <Button variant="default" loading={check.isPending} leftSection={<IconShieldCheck size={17} aria-hidden="true" />} onClick={() => check.mutate(undefined)}>{words.check}</Button>
      <Button component="a" variant="default" href={address('/audit/export', {}, query)} download leftSection={<IconDownload size={17} aria-hidden="true" />}>{words.export}</Button>
    </>}>
      <Broken state={state.data} faults={check.data?.faults} />
      <AuditFilters filter={filter} onChange={set} />
      <Found query={query} />
    </AdminPage>
  );
}

function Found({ query }: { query: ReturnType<typeof queryOf> }) {
  const read = useInfiniteQuery({
    queryKey: ['audit', 'rows', query],
    queryFn: ({ pageParam, signal }) => call('GET /audit', { query: { ...query, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Section flush>
        {read.isPending ? <ListSkeleton />
          : read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
          : rows.length === 0 ? <EmptyState icon={<IconHistory size={26} stroke={1.6} />} title={words.none} line={words.noneLine} />
          : <AuditTable rows={rows} />}
      </Section>
      {read.hasNextPage && <div className={styles.more}><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></div>}
    </>
  );
}

function Sealed({ state }: { state: AuditState }) {
  const now = useNow();
  if (state.sealedAt === null) return words.nothing;
  const fits = state.checkedAt === null || state.faults === null ? words.notChecked
    : state.faults > 0 ? words.broken(state.faults) : words.checked(agoWords(now - new Date(state.checkedAt).getTime()));
  return `${words.sealed(momentWords(new Date(state.sealedAt), new Date(now)))}, ${fits}.`;
}

function Broken({ state, faults }: { state: AuditState | undefined; faults: AuditFault[] | undefined }) {
  if (!state?.faults) return null;
  const told = faults?.map((fault) => fault.words) ?? [state.firstFault ?? ''];
  return <div className={styles.broken} role="alert"><b>{words.broken(state.faults)}.</b> {words.brokenLine}<ul>{told.slice(0, 20).map((fault) => <li key={fault}>{fault}</li>)}</ul></div>;
}
