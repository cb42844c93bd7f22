import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileUpload, IconPlus, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { ListSkeleton } from '../../shared/Skeletons';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { kindOfPath } from '../kinds';
import { NewPerson } from '../record/edit/NewPerson';
import { PeopleTabs } from '../PeopleTabs';
import { usePeople } from '../reading';
import { kindNames, peopleWords as words } from '../words';
import { everyone, filtersIn, readFilters, writeFilters, type PeopleFilters } from './filters';
import { GroupBar } from './GroupBar';
import { PeopleCards } from './PeopleCards';
import styles from './PeoplePage.module.css';
import { PeopleTable } from './PeopleTable';
import { PeopleTools } from './PeopleTools';
import { useSelection } from './selection';

/** Candidates, employees or contacts: a grid that goes on as far as one scrolls. */
export default function PeoplePage() {
  const kind = kindOfPath(useLocation()[0]);
  return <Grid key={kind} kind={kind} />;
}

function Grid({ kind }: { kind: ReturnType<typeof kindOfPath> }) {
  const [asked, setAsked] = useSearchParams();
  const filters = readFilters(asked);
  const set = (change: Partial<PeopleFilters>) => setAsked(writeFilters({ ...filters, ...change }), { replace: true });
  const [adding, setAdding] = useState(false);
  const may = { edit: useMay('edit_people'), import: useMay('import') };
  const read = usePeople(kind, filters);
  const rows = useMemo(() => read.data?.pages.flatMap((page) => page.items) ?? [], [read.data]);
  const selection = useSelection(useMemo(() => rows.map((row) => row.id), [rows]));
  const narrow = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
  const more = () => { if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage(); };
  const list = { rows, selection, more, reading: read.isFetchingNextPage, stale: read.isPlaceholderData };
  return (
    <Page fill>
      <PageHead title={kindNames[kind].many} line={read.data && words.shown(rows.length, read.hasNextPage)}>
        {may.import && <Button component={Link} href="/people/import" variant="default" leftSection={<IconFileUpload size={18} stroke={1.7} aria-hidden="true" />}>{words.import}</Button>}
        {may.edit && <Button leftSection={<IconPlus size={18} stroke={1.9} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.newPerson}</Button>}
      </PageHead>
      <PeopleTabs />
      <PeopleTools filters={filters} onChange={set} />
      <div className={styles.list}>
        {read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
          : read.isPending ? <ListSkeleton rows={10} />
          : rows.length === 0 ? <Nobody kind={kind} filters={filters} onClear={() => set({ ...everyone, sort: filters.sort })} onNew={may.edit ? () => setAdding(true) : undefined} mayImport={may.import} />
          : narrow ? <PeopleCards {...list} kind={kind} /> : <PeopleTable {...list} kind={kind} sort={filters.sort} onSort={(sort) => set({ sort })} />}
      </div>
      {selection.chosen.size > 0 && <GroupBar people={rows.filter((row) => selection.chosen.has(row.id))} onClear={selection.clear} />}
      {adding && <NewPerson kind={kind} onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface NobodyProps { kind: ReturnType<typeof kindOfPath>; filters: PeopleFilters; mayImport: boolean; onClear: () => void; onNew?: () => void }

function Nobody({ kind, filters, mayImport, onClear, onNew }: NobodyProps) {
  const count = filtersIn(filters);
  if (count > 0) return <EmptyState icon={<IconUsers size={26} stroke={1.6} />} title={words.filteredTitle(count)}><Button variant="default" onClick={onClear}>{words.clearFilters}</Button></EmptyState>;
  return (
    <EmptyState icon={<IconUsers size={26} stroke={1.6} />} title={words.emptyTitle(kind)} line={words.emptyLine}>
      {mayImport && <Button component={Link} href="/people/import">{words.import}</Button>}
      {onNew && <Button variant="default" onClick={onNew}>{words.newPerson}</Button>}
    </EmptyState>
  );
}
