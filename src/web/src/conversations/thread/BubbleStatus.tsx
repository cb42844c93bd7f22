import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconClockPause, IconHelpCircle, IconBan, IconSend2, type Icon } from '@tabler/icons-react';
import type { ConversationDetail, Message, Status } from '../../api/types';
import { fullTime, timeOfDay } from '../../shared/words/time';
import styles from './BubbleStatus.module.css';
import { NextSteps } from './NextSteps';
import { statusOf } from './status';
import { threadWords } from '../words';

const icons: Record<Status, Icon> = {
  received: IconCheck, scheduled: IconClock, held: IconClockPause, queued: IconClock, sending: IconSend2, sent: IconCheck,
  delivered: IconChecks, undelivered: IconAlertCircle, failed: IconAlertCircle, unknown: IconHelpCircle, cancelled: IconBan, refused: IconBan,
};

interface Props { message: Message; conversation: ConversationDetail; onWhy: (message: Message) => void }

/** What became of a text, in words, with why and what can be done about it. */
export function BubbleStatus({ message, conversation, onWhy }: Props) {
  const status = statusOf(message);
  const Icon = icons[message.status];
  return (
    <div className={styles.status}>
      <button type="button" className={styles.words} data-tone={status.tone} title={threadWords.why} onClick={() => onWhy(message)}>
        <span>
          <Icon size={14} stroke={2} aria-hidden="true" />
          {status.words}
          <time dateTime={message.createdAt} title={fullTime(new Date(message.createdAt))}>{timeOfDay(new Date(message.createdAt))}</time>
          <span className="unseen">{threadWords.why}</span>
        </span>
      </button>
      <NextSteps message={message} conversation={conversation} />
    </div>
  );
}
