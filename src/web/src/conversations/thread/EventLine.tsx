import { IconArrowRight, IconBan, IconCircleCheck, IconLock, IconLockOpen } from '@tabler/icons-react';
import type { ThreadEvent } from '../../api/types';
import { dayWords, fullTime, isSameDay, timeOfDay } from '../../shared/words/time';
import { useNow } from '../../shared/words/useNow';
import styles from './EventLine.module.css';

const icons = {
  opt_out: IconBan, wrong_number: IconBan, opt_in: IconCircleCheck, lock: IconLock, unlock: IconLockOpen, assigned: IconArrowRight, unassigned: IconArrowRight,
} satisfies Record<ThreadEvent['kind'], unknown>;

/** A small line between texts: what happened, by whom, and when. */
export function EventLine({ event }: { event: ThreadEvent }) {
  const Icon = icons[event.kind];
  const [at, now] = [new Date(event.at), new Date(useNow())];
  return (
    <p className={styles.event} data-kind={event.kind}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      <span dir="auto">{event.words}</span>
      <time dateTime={event.at} title={fullTime(at)}>{isSameDay(at, now) ? timeOfDay(at) : `${dayWords(at, now)} ${timeOfDay(at)}`}</time>
    </p>
  );
}
