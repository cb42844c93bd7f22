import { useSyncExternalStore } from 'react';
import { call } from '../../api/client';
import { Problem } from '../../api/problem';
import { apiWords } from '../../api/words';
import type { Media, Message, Purpose } from '../../api/types';

/** A text that was given to Send and may still be taken back. */
export interface Outgoing {
  conversationId: string;
  name: string;
  body: string;
  purpose: Purpose;
  media: Media[];
  seenSeq: number;
  /** The person knows that the same text went before. */
  sendAgainOnPurpose?: boolean;
  /** The same for every try, so that the text goes once. */
  key: string;
  goesAt: number;
  state: 'waiting' | 'handing' | 'refused';
  problem: Problem | null;
}

type New = Omit<Outgoing, 'key' | 'goesAt' | 'state' | 'problem'>;

interface Hearing { onSent: (sent: Message, outgoing: Outgoing) => void; onRefused: (outgoing: Outgoing) => void }

export const undoFor = 5_000;

const all = new Map<string, Outgoing>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const hearers = new Set<() => void>();
let hearing: Hearing = { onSent: () => {}, onRefused: () => {} };

export const hearOutgoing = (next: Hearing) => { hearing = next; };

/** Takes a text; it is handed over after the time for undoing, or at once when the page is left. */
export function give(text: New) {
  put({ ...text, key: crypto.randomUUID(), goesAt: Date.now() + undoFor, state: 'waiting', problem: null });
  timers.set(text.conversationId, setTimeout(() => void hand(text.conversationId), undoFor));
}

/** Puts the words of a text that did not arrive back into the box of its conversation. */
export function putBack({ id, title }: { id: string; title: string }, { body, purpose }: Pick<Message, 'body' | 'purpose'>) {
  put({ conversationId: id, name: title, body, purpose, media: [], seenSeq: 0, key: '', goesAt: 0, state: 'refused', problem: null });
}

/** Takes a waiting or refused text back; null when it has already been handed over. */
export function takeBack(conversationId: string): Outgoing | null {
  const text = all.get(conversationId);
  if (!text || text.state === 'handing') return null;
  clearTimeout(timers.get(conversationId));
  all.delete(conversationId);
  tell();
  return text;
}

/** Hands a waiting text over now. */
export async function hand(conversationId: string) {
  const text = all.get(conversationId);
  if (text?.state !== 'waiting') return;
  clearTimeout(timers.get(conversationId));
  put({ ...text, state: 'handing' });
  const { body, purpose, media, seenSeq, sendAgainOnPurpose, key } = text;
  try {
    const sent = await call('POST /conversations/{id}/messages', {
      path: { id: conversationId }, headers: { 'Idempotency-Key': key }, keepalive: true,
      body: { body, purpose, seenSeq, ...(sendAgainOnPurpose ? { sendAgainOnPurpose } : {}), ...(media.length > 0 ? { mediaIds: media.map(({ id }) => id) } : {}) },
    });
    all.delete(conversationId);
    tell();
    hearing.onSent(sent, text);
  } catch (thrown) {
    const refused = { ...text, state: 'refused' as const, problem: thrown instanceof Problem ? thrown : new Problem('unexpected', apiWords.unexpected, 0) };
    put(refused);
    hearing.onRefused(refused);
  }
}

/** The text of a conversation that is on its way out, if there is one. */
export const useOutgoing = (conversationId: string) => useSyncExternalStore(subscribe, () => all.get(conversationId) ?? null);

function put(text: Outgoing) {
  all.set(text.conversationId, text);
  tell();
}

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => { hearers.delete(hear); };
}

const tell = () => hearers.forEach((hear) => hear());

window.addEventListener('pagehide', () => all.forEach((_, id) => void hand(id)));
