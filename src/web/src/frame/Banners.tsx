import { notifications } from '@mantine/notifications';
import { IconFlask, IconPlayerPause, IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNetwork } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/client';
import { healthWords } from '../lines/health/words';
import { wordsOfProblem } from '../api/problem';
import { useMay, useSession } from '../session/session';
import { momentWords, timeOfDay } from '../shared/words/time';
import styles from './Banners.module.css';
import { frameWords as words } from './words';

/** What concerns every text just now: no connection, sending paused, test mode. */
export function Banners() {
  const { organisation: { paused, testMode } } = useSession();
  const { online } = useNetwork();
  const troubles = useTroubles();
  const looksAfter = useMay('manage_integration');
  const [, go] = useLocation();
  const may = useMay('administer');
  const resume = useChange(() => call('POST /organisation/resume'), words.resumed);
  const goLive = useChange(() => call('POST /organisation/go-live'), words.isLive);
  return (
    <>
      {!online && <Banner icon={<IconWifiOff size={18} stroke={1.8} />}>{words.offline}</Banner>}
      {troubles.map((each) => (
        <Banner key={each.connectionId} icon={<IconPlugConnectedX size={18} stroke={1.8} />} action={looksAfter ? healthWords.look : undefined} onAction={() => go(`/admin/providers/${each.connectionId}`)}>{each.words}</Banner>
      ))}
      {paused && (
        <Banner icon={<IconPlayerPause size={18} stroke={1.8} />} action={!may ? undefined : paused.restored ? words.checkNow : words.resume} onAction={resume}>
          {paused.restored
            ? words.restored(momentWords(new Date(paused.restored.takenAt), new Date()), paused.restored.unclear)
            : words.paused(paused.by, timeOfDay(new Date(paused.since)), paused.reason)}
        </Banner>
      )}
      {testMode && (
        <Banner icon={<IconFlask size={18} stroke={1.8} />} action={may ? words.goLive : undefined} onAction={goLive}>{words.testMode}</Banner>
      )}
    </>
  );
}

/** What is wrong with the providers of one's own lines; it goes by itself when they work again. */
const useTroubles = () => useQuery({ queryKey: ['troubles'], queryFn: ({ signal }) => call('GET /troubles', { signal }), refetchInterval: 15_000, retry: false }).data?.items ?? [];

function useChange(change: () => Promise<unknown>, done: string) {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: change,
    onSuccess: () => { notifications.show({ message: done }); return queries.invalidateQueries(); },
    onError: (problem) => notifications.show({ message: wordsOfProblem(problem), color: 'red' }),
  });
  return () => mutate();
}

interface Props { icon: ReactNode; children: ReactNode; action?: string; onAction?: () => void }

function Banner({ icon, children, action, onAction }: Props) {
  return (
    <div className={styles.banner} role="status">
      <span className={styles.icon} aria-hidden="true">{icon}</span>
      <span>{children}</span>
      {action && <button type="button" className={styles.action} onClick={onAction}>{action}</button>}
    </div>
  );
}
