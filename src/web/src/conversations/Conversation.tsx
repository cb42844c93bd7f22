import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Attention } from '../api/types';
import { ErrorState } from '../shared/ErrorState';
import { ThreadSkeleton } from '../shared/Skeletons';
import styles from './Conversation.module.css';
import { PersonPanel } from './PersonPanel';
import { useConversation } from './reading';
import { Thread } from './thread/Thread';
import { ThreadHeader } from './thread/ThreadHeader';

/** One conversation: its header, its texts with the composer, and the person beside it. */
export function Conversation({ id, onMark }: { id: string; onMark: (state: Attention) => void }) {
  const conversation = useConversation(id);
  const [, go] = useLocation();
  const [about, setAbout] = useState(false);
  if (!conversation.data) {
    return (
      <section className={styles.conversation} data-cover>
        {conversation.isError ? <ErrorState problem={conversation.error} onRetry={() => void conversation.refetch()} /> : <ThreadSkeleton />}
      </section>
    );
  }
  return (
    <section className={styles.conversation} data-cover data-about={about || undefined} aria-label={conversation.data.title}>
      <div className={styles.middle}>
        <ThreadHeader conversation={conversation.data} about={about} onMark={onMark} onBack={() => go('/inbox')} onAbout={() => setAbout(!about)} />
        <Thread conversation={conversation.data} onMark={onMark} />
      </div>
      <PersonPanel conversation={conversation.data} onBack={() => setAbout(false)} />
    </section>
  );
}
