import type { Message, Status } from '../../api/types';
import { momentWords } from '../../shared/words/time';
import type { Tone } from '../../shared/StatusPill';

const words: Record<Status, string> = {
  received: 'Received',
  scheduled: 'Scheduled',
  held: 'Held',
  queued: 'Waiting to send',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Not sent',
  unknown: 'May have been sent',
  cancelled: 'Cancelled',
  refused: 'Not sent',
};

const tones: Partial<Record<Status, Tone>> = { undelivered: 'bad', failed: 'bad', refused: 'bad', unknown: 'warn', held: 'warn', scheduled: 'accent' };

/** The status under a bubble, with the reason when there is one: the server's words, else ours for the same status. */
export function statusOf({ status, statusWords, problemWords, dueAt, sentAt }: Pick<Message, 'status' | 'statusWords' | 'problemWords' | 'dueAt'> & Partial<Pick<Message, 'sentAt'>>, now = new Date()) {
  const said = withMoment(statusWords || words[status], dueAt, now) + lateWords(dueAt, sentAt);
  const reason = problemWords === null || problemWords === '' || said.includes(problemWords) ? '' : `: ${problemWords}`;
  return { words: said + reason.replace(/\.$/, ''), tone: tones[status] ?? 'calm' };
}

/** ", 12 min late" behind a scheduled text that went after its time (P-27). */
function lateWords(dueAt: string | null, sentAt: string | null | undefined) {
  const minutes = dueAt && sentAt ? Math.round((new Date(sentAt).getTime() - new Date(dueAt).getTime()) / 60_000) : 0;
  return minutes < 3 ? '' : `, ${minutes} min late`;
}

/** "Held until tomorrow 8:00 AM", where the server said only that it is held. */
function withMoment(said: string, dueAt: string | null, now: Date) {
  if (dueAt === null) return said;
  if (said === words.held) return `${said} until ${momentWords(new Date(dueAt), now)}`;
  return said === words.scheduled ? `${said} for ${momentWords(new Date(dueAt), now)}` : said;
}
