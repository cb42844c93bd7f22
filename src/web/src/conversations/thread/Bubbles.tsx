import { IconBolt } from '@tabler/icons-react';
import { memo } from 'react';
import type { ConversationDetail, Message } from '../../api/types';
import { dayWords, timeOfDay } from '../../shared/words/time';
import { useNow } from '../../shared/words/useNow';
import { fullTime } from '../../shared/words/time';
import { phoneWords } from '../../shared/words/phone';
import { threadWords } from '../words';
import { Attachments } from './Attachments';
import styles from './Bubbles.module.css';
import { BubbleStatus } from './BubbleStatus';
import type { Group } from './grouping';

interface Props { group: Group; conversation: ConversationDetail; marked: number | null; onWhy: (message: Message) => void }

/** One speaker's texts in a row, under their day and name. */
export const Bubbles = memo(({ group, conversation, marked, onWhy }: Props) => (
  <>
    {group.startsDay !== null && <Day at={group.startsDay} />}
    <div className={styles.group} data-look={group.look}>
      {group.name !== null && (
        <div className={styles.name}>{group.look === 'automatic' && <IconBolt size={13} stroke={2} aria-hidden="true" />}{group.name}</div>
      )}
      {group.messages.map((message, at) => (
        <div key={message.id} className={styles.message} data-marked={(marked !== null && marked === message.seq) || undefined} data-seq={message.seq ?? undefined}>
          <Attachments media={message.media} />
          {message.body !== '' && <p className={styles.bubble} data-status={message.status} dir="auto">{message.body}</p>}
          {message.via && <small className={styles.via}>{threadWords.via(phoneWords(message.via.number), message.via.words)}</small>}
          {message.direction === 'out' && <BubbleStatus message={message} conversation={conversation} onWhy={onWhy} />}
          {message.direction === 'in' && at === group.messages.length - 1 && (
            <time className={styles.time} dateTime={message.createdAt} title={fullTime(new Date(message.createdAt))}>{timeOfDay(new Date(message.createdAt))}</time>
          )}
        </div>
      ))}
    </div>
  </>
));

function Day({ at }: { at: string }) {
  return <div className={styles.day}><span>{dayWords(new Date(at), new Date(useNow()))}</span></div>;
}
