import { useSyncExternalStore } from 'react';

const key = 'rosterline.try-it';

export type Task = 'answer' | 'stop' | 'many' | 'break' | 'colleague' | 'api';

/** The six tasks in their order. */
export const allTasks: Task[] = ['answer', 'stop', 'many', 'break', 'colleague', 'api'];

interface Kept { closed: boolean; done: Task[] }

const hearers = new Set<() => void>();
let kept: Kept | undefined;

/** What the card remembers on this device: closed for good, and which tasks are done. */
export const useTryIt = () => useSyncExternalStore(subscribe, read);

export const closeTryIt = () => keep({ ...read(), closed: true });

export const reopenTryIt = () => keep({ ...read(), closed: false });

/** Ticks a task; doing it twice changes nothing. */
export function tickTask(task: Task) {
  const now = read();
  if (!now.done.includes(task)) keep({ ...now, done: [...now.done, task] });
}

function read(): Kept {
  kept ??= { closed: false, done: [], ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) };
  return kept;
}

function keep(next: Kept) {
  kept = next;
  localStorage.setItem(key, JSON.stringify(next));
  hearers.forEach((hear) => hear());
}

function subscribe(hear: () => void) {
  const elsewhere = (event: StorageEvent) => { if (event.key === key) { kept = undefined; hear(); } };
  hearers.add(hear);
  window.addEventListener('storage', elsewhere);
  return () => { hearers.delete(hear); window.removeEventListener('storage', elsewhere); };
}
