import { useEffect } from 'react';
import { call } from '../../api/client';

const needed = 2_000;

/** Tells the server that the newest text was on screen for two seconds in the focused tab. */
export function useViewed(id: string, newestSeq: number, atEnd: boolean, unread: number) {
  useEffect(() => {
    if (unread === 0 || newestSeq === 0 || !atEnd) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => clearTimeout(timer);
    const start = () => {
      stop();
      if (!document.hasFocus() || document.visibilityState !== 'visible') return;
      // A lost answer does no harm: the next look tells it again
      timer = setTimeout(() => void call('POST /conversations/{id}/viewed', { path: { id }, body: { seq: newestSeq } }).catch(() => {}), needed);
    };
    start();
    window.addEventListener('focus', start);
    window.addEventListener('blur', stop);
    document.addEventListener('visibilitychange', start);
    return () => {
      stop();
      window.removeEventListener('focus', start);
      window.removeEventListener('blur', stop);
      document.removeEventListener('visibilitychange', start);
    };
  }, [id, newestSeq, atEnd, unread]);
}
