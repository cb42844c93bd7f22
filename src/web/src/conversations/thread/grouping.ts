import type { Message, ThreadEvent } from '../../api/types';
import { isSameDay } from '../../shared/words/time';
import { threadWords as words } from '../words';

/** The four looks of a bubble: who speaks. */
export type Look = 'person' | 'me' | 'colleague' | 'automatic';

export interface Group { key: string; look: Look; name: string | null; messages: Message[]; startsDay: string | null }

const together = 10 * 60_000;

/** Texts in order, those of one speaker within ten minutes together unless something happened in between, with the first group of each day marked. */
export function groupsOf(messages: Message[], me: string, zone?: string, events: ThreadEvent[] = []): Group[] {
  const groups: Group[] = [];
  let before: Message | undefined;
  for (const message of inOrder(messages)) {
    const look = lookOf(message, me);
    const name = nameOf(message, look);
    const newDay = before === undefined || !isSameDay(new Date(before.createdAt), new Date(message.createdAt), zone);
    const last = groups.at(-1);
    if (!newDay && last && last.look === look && last.name === name && isNear(before!, message) && !events.some((event) => isBetween(before!, event, message))) last.messages.push(message);
    else groups.push({ key: message.id, look, name, messages: [message], startsDay: newDay ? message.createdAt : null });
    before = message;
  }
  return groups;
}

/** What a thread shows from top to foot: groups of texts, and lines about what happened between them; what a text did stands after it. */
export type Piece = { group: Group } | { event: ThreadEvent };

/** @param whole Whether the oldest text is there; else events older than what is loaded wait for their page. */
export function piecesOf(messages: Message[], events: ThreadEvent[], me: string, whole: boolean, zone?: string): Piece[] {
  const groups = groupsOf(messages, me, zone, events);
  const oldest = groups[0]?.messages[0]?.createdAt;
  const waiting = events.filter((event) => whole || oldest === undefined || time(event.at) >= time(oldest)).sort((a, b) => time(a.at) - time(b.at));
  const pieces: Piece[] = [];
  for (const group of groups) {
    const first = group.messages[0]!;
    while (waiting.length > 0 && (isYetToGo(first) || time(waiting[0]!.at) < time(first.createdAt))) pieces.push({ event: waiting.shift()! });
    pieces.push({ group });
  }
  return [...pieces, ...waiting.map((event) => ({ event }))];
}

const time = (at: string) => Date.parse(at);
const isYetToGo = ({ status }: Message) => status === 'held' || status === 'scheduled';
const isBetween = (before: Message, event: ThreadEvent, after: Message) =>
  time(before.createdAt) <= time(event.at) && (isYetToGo(after) ? !isYetToGo(before) : time(event.at) < time(after.createdAt));

export function lookOf(message: Message, me: string): Look {
  if (message.direction === 'in') return 'person';
  if (message.origin === 'automatic') return 'automatic';
  if (message.author === null) return 'automatic';
  return message.author.id === me ? 'me' : 'colleague';
}

/** The name over a bubble: a colleague's, an automation's, or where else the text came from. */
function nameOf(message: Message, look: Look) {
  const from = { api: words.byApi, broadcast: words.broadcast, elsewhere: words.elsewhere, brought: words.formerProduct, person: null, automatic: null }[message.origin];
  if (look === 'person') return null;
  if (look === 'me') return from;
  if (look === 'colleague') return [message.author!.name, from].filter(Boolean).join(' · ');
  return [from ?? words.automatic, message.author?.name].filter(Boolean).join(' · ');
}

/** What has not gone yet stands last, as it will when it goes. */
function inOrder(messages: Message[]) {
  const yetToGo = messages.filter(isYetToGo).sort((a, b) => (a.dueAt ?? a.createdAt).localeCompare(b.dueAt ?? b.createdAt));
  return [...messages.filter((message) => !isYetToGo(message)), ...yetToGo];
}

const isNear = (a: Message, b: Message) => Math.abs(Date.parse(b.createdAt) - Date.parse(a.createdAt)) < together;
