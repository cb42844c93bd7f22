import { Button, Menu, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconDots, IconListDetails, IconMessage2, IconPencil, IconSearch, IconTrash, IconUserMinus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { call } from '../../api/client';
import type { Hotlist } from '../../api/recordTypes';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { IconButton } from '../../shared/IconButton';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Reading } from '../../shared/page/Reading';
import { ListSkeleton } from '../../shared/Skeletons';
import { SelectionBar } from '../grid/actions/SelectionBar';
import { textAudience } from '../grid/actions/textThem';
import { useRowActions } from '../grid/actions/useRowActions';
import { columns } from '../grid/columns/columns';
import type { Sort } from '../grid/filters';
import { PeopleTable } from '../grid/PeopleTable';
import { audienceOf, useSelection } from '../grid/selection';
import { HotlistDialog } from './HotlistDialog';
import styles from './Hotlists.module.css';
import { MemberList } from './MemberList';
import { useHotlist, useMembers } from './reading';
import { hotlistWords as words } from './words';

const gridColumns = columns.filter(({ id }) => ['status', 'phone', 'lastMessage', 'texting'].includes(id));

/** One hotlist, as a list to work through or as a grid to choose from. */
export default function HotlistPage() {
  const { id } = useParams<{ id: string }>();
  return <Page key={id} fill><Reading of={useHotlist(id)} rows={6}>{(list) => <Opened list={list} />}</Reading></Page>;
}

function Opened({ list }: { list: Hotlist }) {
  const [view, setView] = useLocalStorage<'list' | 'grid'>({ key: 'rosterline.hotlist.view', defaultValue: 'list', getInitialValueInEffect: false });
  const narrow = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  const [sort, setSort] = useState<Sort>('name');
  const read = useMembers(list.id, q, sort);
  const members = useMemo(() => read.data?.pages.flatMap((page) => page.items) ?? [], [read.data]);
  const rows = useMemo(() => members.map((member) => member.person), [members]);
  const selection = useSelection(`hotlist.${list.id}`, rows);
  const actions = useRowActions(selection, list.name);
  const more = () => { if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage(); };
  const shared = { rows, kind: 'candidate' as const, selection, actions, more, reading: read.isFetchingNextPage, stale: read.isPlaceholderData };
  return (
    <>
      <Head list={list} />
      <div className={styles.tools}>
        {list.search === null && <TextInput className={styles.filter} aria-label={words.filter} placeholder={words.filter} type="search" value={typed}
          leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />} onChange={(event) => setTyped(event.currentTarget.value)} />}
        {!narrow && <SegmentedControl aria-label={words.view} value={view} onChange={(next) => setView(next as 'list' | 'grid')} data={Object.entries(words.views).map(([value, label]) => ({ value, label }))} />}
      </div>
      <div className={styles.frame}>
        {read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
          : read.isPending ? <ListSkeleton rows={8} />
          : rows.length === 0 ? <Nobody list={list} />
          : view === 'grid' && !narrow ? <PeopleTable {...shared} columns={gridColumns} sort={sort} onSort={setSort} />
          : <MemberList list={list} members={members} selection={selection} more={read.hasNextPage} reading={read.isFetchingNextPage} onMore={more} />}
      </div>
      {selection.count > 0 && <><SelectionBar selection={selection} actions={actions} />{list.search === null && <TakeOff list={list} selection={selection} />}</>}
      {actions.drawn}
    </>
  );
}

function Nobody({ list }: { list: Hotlist }) {
  return list.search ? <EmptyState icon={<IconSearch size={26} stroke={1.6} />} title={words.nobodyMatches} />
    : <EmptyState icon={<IconListDetails size={26} stroke={1.6} />} title={words.nobodyTitle} line={words.nobodyLine} />;
}

function Head({ list }: { list: Hotlist }) {
  const may = { text: useMay('text'), edit: useMay('edit_people'), administer: useMay('administer') };
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const [, go] = useLocation();
  const keeps = may.edit && (list.mine || may.administer);
  const line = [list.search ? words.bySearch : words.people(list.count ?? 0), list.mine ? (list.shared ? words.shared : words.mine) : words.sharedBy(list.owner)].join(' · ');
  const remove = async () => { await call('DELETE /hotlists/{id}', { path: { id: list.id } }); go('/people/hotlists'); };
  return (
    <PageHead title={list.name} line={line} back={{ href: '/people/hotlists', words: words.all }}>
      {may.text && <Button leftSection={<IconMessage2 size={18} stroke={1.8} aria-hidden="true" />} onClick={() => textAudience({ hotlistId: list.id }, list.name)}>{words.textAll}</Button>}
      {keeps && (
        <Menu position="bottom-end" width={220} withinPortal={false}>
          <Menu.Target><IconButton label={words.row.actions} variant="default" size={36}><IconDots size={19} aria-hidden="true" /></IconButton></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={17} stroke={1.7} />} onClick={() => setDialog('edit')}>{words.edit}</Menu.Item>
            <Menu.Item leftSection={<IconTrash size={17} stroke={1.7} />} onClick={() => setDialog('remove')}>{words.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {dialog === 'edit' && <HotlistDialog list={list} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && <FormDialog title={words.removeTitle(list.name)} line={words.removeLine} action={words.remove} danger onSubmit={remove} onClose={() => setDialog(null)} />}
    </PageHead>
  );
}

function TakeOff({ list, selection }: { list: Hotlist; selection: ReturnType<typeof useSelection> }) {
  const may = useMay('edit_people');
  const take = useChange(() => call('POST /hotlists/{id}/members/remove', { path: { id: list.id }, body: audienceOf(selection.picked) }),
    { done: ({ removed }) => words.takeOffDone(removed), again: [['hotlists']], onDone: selection.clear });
  if (!may) return null;
  return <Button className={styles.takeOff} size="xs" variant="default" loading={take.isPending} leftSection={<IconUserMinus size={16} aria-hidden="true" />} onClick={() => take.mutate(undefined)}>{words.takeOff}</Button>;
}
