import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { Attention, ConversationDetail, Message } from '../../api/types';
import { Composer } from '../../sending/Composer';
import { useSession } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { IconButton } from '../../shared/IconButton';
import { ThreadSkeleton } from '../../shared/Skeletons';
import { useAnswering } from './answering';
import { Bubbles } from './Bubbles';
import { EventLine } from './EventLine';
import { piecesOf } from './grouping';
import { useEvents, useThread } from '../reading';
import { rowStateOf } from '../list/rowState';
import styles from './Thread.module.css';
import { useViewed } from './useViewed';
import { Why } from './Why';
import { threadWords as words } from '../words';

const nearEnd = 48;
const newestSeqOf = (messages: Message[]) => messages.reduce((newest, { seq }) => Math.max(newest, seq ?? 0), 0);

/** The texts of a conversation, newest at the foot, and the composer under them. */
export function Thread({ conversation, onMark }: { conversation: ConversationDetail; onMark: (state: Attention) => void }) {
  const { user } = useSession();
  const thread = useThread(conversation.id);
  const { later } = conversation;
  const messages = useMemo(() => [...(thread.data?.messages ?? []), ...later], [thread.data, later]);
  const events = useEvents(conversation.id);
  const whole = thread.data?.more === false;
  const pieces = useMemo(() => piecesOf(messages, events ?? [], user.id, whole), [messages, events, user.id, whole]);
  const [why, setWhy] = useState<Message | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(0);
  const newest = newestSeqOf(messages);
  const marked = Number(new URLSearchParams(useSearch()).get('at')) || null;
  const answering = useAnswering(conversation.id);

  useViewed(conversation.id, newest, atEnd, conversation.unread);
  useEffect(() => { if (atEnd && document.visibilityState === 'visible') setSeen((before) => Math.max(before, newest)); }, [atEnd, newest]);
  const found = marked !== null && messages.some(({ seq }) => seq === marked);
  useEffect(() => { if (found) scroller.current?.querySelector(`[data-seq="${marked}"]`)?.scrollIntoView({ block: 'center' }); }, [found, marked]);

  const watch = ({ currentTarget: at }: { currentTarget: HTMLElement }) => {
    // The scroller is drawn from its foot upwards: its end is at zero
    setAtEnd(Math.abs(at.scrollTop) < nearEnd);
    const left = at.scrollHeight - at.clientHeight - Math.abs(at.scrollTop);
    if (left < 400 && thread.hasNextPage && !thread.isFetchingNextPage) void thread.fetchNextPage();
  };
  const toEnd = () => { scroller.current?.scrollTo({ top: 0 }); setAtEnd(true); };
  const showNewest = async () => {
    const { data } = await thread.refetch();
    toEnd();
    setSeen(newestSeqOf(data?.messages ?? []));
  };

  return (
    <>
      <div className={styles.middle}>
        <div id="thread" ref={scroller} className={styles.scroller} tabIndex={0} role="log" aria-label={words.thread(conversation.title)} onScroll={watch}>
          <div className={styles.texts}>
            {thread.isPending && <ThreadSkeleton />}
            {thread.isError && messages.length === 0 && <ErrorState problem={thread.error} onRetry={() => void thread.refetch()} />}
            {thread.isSuccess && messages.length === 0 && <EmptyState title={words.first} line={words.firstLine(conversation.title)} />}
            {thread.isFetchingNextPage && <p className={styles.older} role="status">{words.older}</p>}
            {pieces.map((piece) => ('event' in piece
              ? <EventLine key={piece.event.id} event={piece.event} />
              : <Bubbles key={piece.group.key} group={piece.group} conversation={conversation} marked={marked} onWhy={setWhy} />))}
          </div>
        </div>
        {!atEnd && <IconButton label={words.toEnd} className={styles.toEnd} variant="default" radius="xl" onClick={toEnd}><IconArrowDown size={20} stroke={1.8} /></IconButton>}
      </div>
      <div className={styles.foot}>
        {conversation.texted && <p className={styles.fact} role="note">{conversation.texted.words}{conversation.texted.conversationId && <> <Link href={`/inbox/${conversation.texted.conversationId}`}>{words.readIt}</Link></>}</p>}
        {conversation.lineNote && <p className={styles.fact}><b>{conversation.line.name}</b> {conversation.lineNote}</p>}
        <div className={styles.above}>
          {answering && <span className={styles.answering} role="status">{rowStateOf(conversation, answering, 0).words}<i aria-hidden="true" /></span>}
          {conversation.attention === 'needs_reply' && <button type="button" className={styles.noReply} onClick={() => onMark('waiting')}>{words.noReply}</button>}
        </div>
        <Composer conversation={conversation} messages={messages} seenSeq={seen} onShowNewest={showNewest} onSent={toEnd} />
      </div>
      {why && <Why message={why} conversation={conversation} onClose={() => setWhy(null)} />}
    </>
  );
}
