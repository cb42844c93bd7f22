import { IconMessages } from '@tabler/icons-react';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect } from 'react';
import { useLocation, useParams } from 'wouter';
import type { Attention } from '../api/types';
import { useKeys } from '../frame/keys';
import { EmptyState } from '../shared/EmptyState';
import { useSetAttention } from './changing';
import { Conversation } from './Conversation';
import { useFolderChoice } from './list/folder';
import styles from './Inbox.module.css';
import { ListPane } from './list/ListPane';
import { useFolder } from './reading';
import { ToDecide } from './list/ToDecide';
import { inboxWords as words } from './words';

/** The inbox: folders and list, thread, person. On a phone one of them at a time. */
export default function Inbox() {
  const [location, go] = useLocation();
  const deciding = location === '/inbox/decide';
  const id = useParams<{ id?: string }>().id;
  const wide = useMediaQuery('(min-width: 720px)', undefined, { getInitialValueInEffect: false });
  const [folder, choose] = useFolderChoice();
  const list = useFolder(folder.kind ? 'team' : folder.view, folder.kind ? 'all' : folder.state, folder.kind);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const first = rows[0]?.id;
  const { mutate: setAttention } = useSetAttention();

  // Deliberate: on a wide screen the inbox never opens on an empty page
  useEffect(() => { if (wide && !deciding && id === undefined && first !== undefined) go(`/inbox/${first}`, { replace: true }); });

  const step = (by: number) => {
    const next = rows[at === -1 ? 0 : at + by];
    if (next) go(`/inbox/${next.id}`);
  };
  const markAs = (state: Attention) => {
    if (id === undefined) return;
    setAttention({ id, state });
    const next = rows[at + 1] ?? rows[at - 1];
    if (at !== -1 && next && !folder.kind && state !== folder.state) go(wide ? `/inbox/${next.id}` : '/inbox');
  };
  useKeys({
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    e: () => markAs(folder.state === 'done' ? 'needs_reply' : 'done'),
    r: () => document.getElementById('composer')?.focus(),
    Enter: () => document.getElementById('thread')?.focus(),
  }, !deciding);

  return (
    <div className={styles.inbox} data-open={deciding || id !== undefined || undefined}>
      <h1 className="unseen">{words.title}</h1>
      <ListPane folder={folder} onFolder={choose} list={list} rows={rows} chosen={id} deciding={deciding} />
      {deciding ? <ToDecide /> : id !== undefined ? <Conversation key={id} id={id} onMark={markAs} /> : <NothingChosen />}
    </div>
  );
}

function NothingChosen() {
  return (
    <div className={styles.nothing}>
      <EmptyState icon={<IconMessages size={26} stroke={1.6} />} title={words.choose} line={words.chooseLine} />
    </div>
  );
}
