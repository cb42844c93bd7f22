import { Button } from '@mantine/core';
import { IconListDetails, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Hotlist } from '../../api/recordTypes';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { ListSkeleton } from '../../shared/Skeletons';
import { PeopleTabs } from '../PeopleTabs';
import { HotlistDialog } from './HotlistDialog';
import styles from './Hotlists.module.css';
import { useHotlists } from './reading';
import { hotlistWords as words } from './words';

/** Every list one may open. */
export default function HotlistsPage() {
  const lists = useHotlists();
  const may = useMay('edit_people');
  const [making, setMaking] = useState(false);
  return (
    <Page>
      <PageHead title={words.title}>
        {may && <Button leftSection={<IconPlus size={18} stroke={1.9} aria-hidden="true" />} onClick={() => setMaking(true)}>{words.newList}</Button>}
      </PageHead>
      <PeopleTabs />
      {lists.isError ? <ErrorState problem={lists.error} onRetry={() => void lists.refetch()} />
        : lists.isPending ? <ListSkeleton rows={4} />
        : lists.data.length === 0 ? <EmptyState icon={<IconListDetails size={26} stroke={1.6} />} title={words.emptyTitle} line={words.emptyLine} />
        : <ul className={styles.lists}>{lists.data.map((list) => <li key={list.id}><ListRow list={list} /></li>)}</ul>}
      {making && <HotlistDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function ListRow({ list }: { list: Hotlist }) {
  const Icon = list.search ? IconSearch : IconListDetails;
  const facts = [list.search ? words.bySearch : words.people(list.count ?? 0), list.mine ? (list.shared ? words.shared : words.mine) : words.sharedBy(list.owner)];
  return (
    <Link href={`/people/hotlists/${list.id}`} className={styles.row}>
      <Icon size={19} stroke={1.7} aria-hidden="true" />
      <b>{list.name}</b>
      <span>{facts.join(' · ')}</span>
    </Link>
  );
}
