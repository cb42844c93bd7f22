import { IconPlayerPause, IconSend2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useRunning } from '../../sending/broadcasts/reading';
import { broadcastWords as words } from '../../sending/pageWords';
import { useMay } from '../../session/session';
import styles from './SendingState.module.css';

/** What is going out just now; silent while nothing is. */
export function SendingState() {
  const { data } = useRunning(useMay('text'));
  const now = new Date();
  const moving = data?.items.filter(({ state, counts, nextAt }) => state === 'paused' || (counts.waiting > 0 && (nextAt === null || new Date(nextAt) <= now))) ?? [];
  const first = moving[0];
  if (!first) return null;
  const paused = moving.every(({ state }) => state === 'paused');
  const Icon = paused ? IconPlayerPause : IconSend2;
  return (
    <Link href={moving.length === 1 ? `/sending/broadcasts/${first.id}` : '/sending/broadcasts'} className={styles.state} data-paused={paused || undefined}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      <span>{moving.length > 1 ? words.running(moving.length) : paused ? words.pausedOne : words.runningOne(first.counts.sent, first.counts.total - first.counts.notTexted)}</span>
    </Link>
  );
}
