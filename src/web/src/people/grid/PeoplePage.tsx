import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileUpload, IconMessages, IconPlus, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Kind } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { ListSkeleton } from '../../shared/Skeletons';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { kindOfPath } from '../kinds';
import { NewPerson } from '../record/edit/NewPerson';
import { PeopleTabs } from '../PeopleTabs';
import { usePeople, usePeopleCount } from '../reading';
import { kindNames, peopleWords as words } from '../words';
import { SelectionBar } from './actions/SelectionBar';
import { useRowActions } from './actions/useRowActions';
import { useColumns } from './columns/columns';
import { everyone, filtersIn, queryOf, readFilters, writeFilters, type PeopleFilters } from './filters';
import { DropBar } from './groups/DropBar';
import { GroupedPeople } from './groups/GroupedPeople';
import { Card, PeopleCards } from './PeopleCards';
import styles from './PeoplePage.module.css';
import { PeopleTable, WholeTable } from './PeopleTable';
import { useSelection } from './selection';
import { PeopleTools } from './tools/PeopleTools';
import { gridWords } from './words';

const mostAtOnce = 20_000;

/** Candidates, employees or contacts: a grid that goes on as far as one scrolls. */
export default function PeoplePage() {
  const kind = kindOfPath(useLocation()[0]);
  return <Grid key={kind} kind={kind} />;
}

function Grid({ kind }: { kind: Kind }) {
  const [filters, set] = useFilters();
  const [adding, setAdding] = useState(false);
  const may = { edit: useMay('edit_people'), import: useMay('import') };
  const read = usePeople(kind, filters, filters.by === '');
  const counted = usePeopleCount(kind, filters).data;
  const rows = useMemo(() => (filters.by === '' ? read.data?.pages.flatMap((page) => page.items) ?? [] : []), [read.data, filters.by]);
  const selection = useSelection(kind, rows);
  // More cannot be meant at once, so nobody is led there; counted so far only for who selects
  const all = usePeopleCount(kind, filters, mostAtOnce, selection.count > 0).data;
  const matching = all && !all.more ? all.count : undefined;
  const actions = useRowActions(selection, kindNames[kind].many);
  const columns = useColumns(kind);
  const narrow = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
  const more = () => { if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage(); };
  const list = { rows, kind, selection, actions, more, reading: read.isFetchingNextPage, stale: read.isPlaceholderData };
  const table = { kind, selection, actions, columns: columns.shown, sort: filters.sort, onSort: (sort: PeopleFilters['sort']) => set({ sort }) };
  const draw = (some: PersonRow[]) => (narrow
    ? some.map((person) => <Card key={person.id} person={person} selected={selection.has(person.id)} onSelect={selection.among(some).toggle} />)
    : <WholeTable {...table} selection={{ ...selection, ...selection.among(some) }} rows={some} />);
  return (
    <Page fill>
      <PageHead title={kindNames[kind].many} line={counted && words.shown(counted.count, counted.more, counted.about)}>
        {kind !== 'candidate' && <Button component={Link} href={`/inbox?kind=${kind}`} variant="default" leftSection={<IconMessages size={18} stroke={1.7} aria-hidden="true" />}>{gridWords.viewTexts}</Button>}
        {may.import && <Button component={Link} href="/people/import" variant="default" leftSection={<IconFileUpload size={18} stroke={1.7} aria-hidden="true" />}>{words.import}</Button>}
        {may.edit && <Button leftSection={<IconPlus size={18} stroke={1.9} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.newPerson}</Button>}
      </PageHead>
      <PeopleTabs />
      <PeopleTools kind={kind} filters={filters} columns={columns} onChange={set} />
      <div className={styles.list}>
        <DropBar by={filters.by} onChange={(by) => set({ by })} />
        <div className={styles.rows}>
          {filters.by !== '' ? <GroupedPeople kind={kind} filters={filters} by={filters.by} draw={draw} />
            : read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
            : read.isPending ? <ListSkeleton rows={10} />
            : rows.length === 0 ? <Nobody kind={kind} filters={filters} onClear={() => set({ ...everyone, sort: filters.sort })} onNew={may.edit ? () => setAdding(true) : undefined} mayImport={may.import} />
            : narrow ? <PeopleCards {...list} /> : <PeopleTable {...list} {...table} rows={rows} />}
        </div>
      </div>
      {selection.count > 0 && <SelectionBar selection={selection} actions={actions} matching={matching} onEverybody={() => selection.everybody({ kind, ...queryOf(filters) }, matching ?? 0)} />}
      {actions.drawn}
      {adding && <NewPerson kind={kind} onClose={() => setAdding(false)} />}
    </Page>
  );
}

// All but the digits of a Social Security number stand in the address.
function useFilters(): [PeopleFilters, (change: Partial<PeopleFilters>) => void] {
  const [asked, setAsked] = useSearchParams();
  const [ssn, setSsn] = useState('');
  const filters = { ...readFilters(asked), ssn };
  const set = (change: Partial<PeopleFilters>) => {
    if (change.ssn !== undefined) setSsn(change.ssn);
    setAsked((now) => writeFilters({ ...readFilters(now), ...change }), { replace: true });
  };
  return [filters, set];
}

interface NobodyProps { kind: Kind; filters: PeopleFilters; mayImport: boolean; onClear: () => void; onNew?: () => void }

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
