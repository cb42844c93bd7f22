import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ToDecide as Item } from '../../api/types';
import { useKeys } from '../../frame/keys';
import { useSession } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { IconButton } from '../../shared/IconButton';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill } from '../../shared/StatusPill';
import { agoWords } from '../../shared/words/time';
import { useNow } from '../../shared/words/useNow';
import { useDecide } from '../changing';
import { groupsOf } from '../thread/grouping';
import { useThread, useToDecide } from '../reading';
import styles from './ToDecide.module.css';
import { decideWords as words, threadWords } from '../words';

/** Everything a person must settle, grouped by kind and oldest first; keys 1 to 3 press the buttons of the current card. */
export function ToDecide() {
  const list = useToDecide();
  const [, go] = useLocation();
  const items = (list.data ?? []).toSorted((a, b) => a.kind.localeCompare(b.kind) || a.at.localeCompare(b.at));
  const [at, setAt] = useState(0);
  const current = Math.min(at, items.length - 1);
  const buttonsOf = useButtons();
  const press = (number: number) => items[current] && buttonsOf(items[current])[number - 1]?.run();
  useKeys({
    j: () => setAt(Math.min(current + 1, items.length - 1)), ArrowDown: () => setAt(Math.min(current + 1, items.length - 1)),
    k: () => setAt(Math.max(current - 1, 0)), ArrowUp: () => setAt(Math.max(current - 1, 0)),
    1: () => press(1), 2: () => press(2), 3: () => press(3),
  });
  return (
    <section className={styles.page} data-cover aria-label={words.title}>
      <header className={styles.header}>
        <IconButton label={threadWords.back} className={styles.back} onClick={() => go('/inbox')}><IconArrowLeft size={21} stroke={1.8} /></IconButton>
        <h2>{words.title}</h2>
      </header>
      <div className={styles.cards} tabIndex={0}>
        {list.isError && <ErrorState problem={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <ListSkeleton rows={3} />}
        {list.isSuccess && items.length === 0 && <EmptyState icon={<IconGavel size={26} stroke={1.6} />} title={words.empty} line={words.emptyLine} />}
        {items.map((item, index) => (
          <Card key={item.id} item={item} here={index === current} buttons={buttonsOf(item)} onHere={() => setAt(index)} />
        ))}
      </div>
    </section>
  );
}

interface Choice { words: string; run: () => void }

function useButtons() {
  const [, go] = useLocation();
  const { mutate } = useDecide();
  return (item: Item): Choice[] => {
    const decide = (decision: 'ask' | 'received' | 'send_again') => () =>
      mutate({ id: item.id, decision }, { onSuccess: (answer) => notifications.show({ message: answer.words ?? words.decided }) });
    if (item.kind === 'may_have_been_sent') {
      return [{ words: words.ask, run: decide('ask') }, { words: words.received, run: decide('received') }, { words: words.sendAgain, run: decide('send_again') }];
    }
    return item.conversationId === null ? [] : [{ words: words.open, run: () => go(`/inbox/${item.conversationId}`) }];
  };
}

function Card({ item, here, buttons, onHere }: { item: Item; here: boolean; buttons: Choice[]; onHere: () => void }) {
  const now = useNow();
  return (
    <article className={styles.card} data-here={here || undefined} aria-current={here || undefined} onFocus={onHere} onClick={onHere}>
      <div className={styles.top}><StatusPill tone="warn">{words.kinds[item.kind] ?? item.kind.replaceAll('_', ' ')}</StatusPill><span>{agoWords(now - Date.parse(item.at))}</span></div>
      <p className={styles.fact}>{item.words}</p>
      {item.conversationId ? <Context id={item.conversationId} item={item} /> : item.body && <blockquote className={styles.body}>{item.body}</blockquote>}
      <div className={styles.buttons}>
        {buttons.map((button, at) => (
          <Button key={button.words} size="xs" variant={at === 0 ? 'filled' : 'default'} onClick={button.run} rightSection={<kbd className={styles.key} data-filled={at === 0 || undefined}>{at + 1}</kbd>}>{button.words}</Button>
        ))}
      </div>
      {words.otherwise[item.kind] && <p className={styles.otherwise}>{words.otherwise[item.kind]}</p>}
    </article>
  );
}

/** The text in question between the two before and the two after it. */
function Context({ id, item }: { id: string; item: Item }) {
  const { user } = useSession();
  const messages = useThread(id).data?.messages ?? [];
  const at = Math.max(0, messages.findIndex((message) => message.id === item.id || message.body === item.body));
  const around = groupsOf(messages.slice(Math.max(0, at - 2), at + 3), user.id).flatMap(({ look, messages: some }) => some.map((message) => ({ look, message })));
  return (
    <ul className={styles.context}>
      {around.map(({ look, message }) => <li key={message.id} data-look={look} data-this={message.id === messages[at]?.id || undefined}>{message.body}</li>)}
    </ul>
  );
}
