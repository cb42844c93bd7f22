import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const hearers = new Set<() => void>();

function subscribe(hear: () => void) {
  hearers.add(hear);
  timer ??= setInterval(() => { now = Date.now(); hearers.forEach((each) => each()); }, 15_000);
  return () => {
    hearers.delete(hear);
    if (hearers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time now, in milliseconds, moving every 15 seconds with one timer for the whole page. */
export const useNow = () => useSyncExternalStore(subscribe, () => now);
