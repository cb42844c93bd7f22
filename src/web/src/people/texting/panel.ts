import { useSyncExternalStore } from 'react';

/** Whose texts lie over the page. */
export interface PanelOf { id: string; name: string }

let open: PanelOf | null = null;
let opener: HTMLElement | null = null;
const hearers = new Set<() => void>();

/** Opens the texts with one person beside the page; the focus returns to where it was when they are closed. */
export function openTextPanel({ id, name }: PanelOf) {
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  show({ id, name });
}

export function closeTextPanel() {
  show(null);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

export const useTextPanel = () => useSyncExternalStore(subscribe, () => open);

function show(next: PanelOf | null) {
  open = next;
  hearers.forEach((hear) => hear());
}

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => { hearers.delete(hear); };
}
