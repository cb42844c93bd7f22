import { useSyncExternalStore } from 'react';
import type { BroadcastRequest } from '../../api/broadcastTypes';
import type { PeopleSearchQuery } from '../../api/recordTypes';
import type { Purpose } from '../../api/types';

/** Whom to text: people named, a list, a search, applicants, or who works on an order. */
export type Audience = { title?: string; purpose?: Purpose; schedule?: boolean } & (
  { personIds: string[] } | { hotlistId: string } | { search: PeopleSearchQuery } | { postingId: string; stage?: string } | { orderId: string }
);

/** An opened Send window: what was chosen and written in it. Its key makes it send once, also from a copy of the tab. */
export interface OpenSend {
  request: BroadcastRequest & { windowKey: string };
  sentId: string | null;
  /** It opens on choosing a time. */
  schedule?: boolean;
}

const place = 'rosterline.send';
let open: OpenSend | null = read();
let opener: HTMLElement | null = null;
const hearers = new Set<() => void>();

/** Opens the Send window for two people or more, or to schedule a text to one. */
export function openSend({ title, purpose, schedule, ...audience }: Audience) {
  openDraft({ ...audience, title: title ?? null, purpose: purpose ?? null, windowKey: crypto.randomUUID(), body: '' }, schedule);
}

/** Opens the window with what was kept of it. */
export function openDraft(request: BroadcastRequest, schedule = false) {
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  show({ request: { ...request, windowKey: request.windowKey ?? crypto.randomUUID() }, sentId: null, schedule });
}

/** Keeps what was changed in the window, for the case that the page is loaded again. */
export function keepSend(request: OpenSend['request']) {
  if (open) show({ ...open, request });
}

export function sent(id: string) {
  if (open) show({ ...open, sentId: id });
}

/** Undone before anybody was texted: the same people and words in a window that can send again. */
export function takeBackSent() {
  if (open) show({ request: { ...open.request, windowKey: crypto.randomUUID() }, sentId: null });
}

export function closeSend() {
  show(null);
  // The rows one came from still stand where they stood.
  setTimeout(() => { if (opener?.isConnected) opener.focus(); opener = null; });
}

export const useSend = () => useSyncExternalStore(subscribe, () => open);

function show(next: OpenSend | null) {
  open = next;
  try {
    if (next) sessionStorage.setItem(place, JSON.stringify(next)); else sessionStorage.removeItem(place);
  } catch {
    // Without room to keep it the window still works until the page is loaded again.
  }
  hearers.forEach((hear) => hear());
}

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => { hearers.delete(hear); };
}

function read(): OpenSend | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as OpenSend | null;
    return kept?.request?.windowKey ? kept : null;
  } catch {
    return null;
  }
}
