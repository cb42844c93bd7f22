import type { ConversationRow } from '../../api/types';
import type { Tone } from '../../shared/StatusPill';
import { firstNameOf } from '../../session/session';
import { lengthWords } from '../../shared/words/time';
import { inboxWords as words } from '../words';

/** The one state word of a row: who is answering, else what went wrong, else who waits for whom. */
export function rowStateOf(row: Pick<ConversationRow, 'attention' | 'attentionAt' | 'problem'>, answering: string | null, now: number): { words: string; tone: Tone } {
  if (answering !== null) return { words: words.answering(answering === words.colleague ? answering : firstNameOf(answering)), tone: 'accent' };
  if (row.problem) return { words: words.notDelivered, tone: 'bad' };
  const since = row.attentionAt === null ? '' : lengthWords(now - Date.parse(row.attentionAt));
  if (row.attention === 'needs_reply') return { words: `${words.states.needs_reply} ${since}`.trim(), tone: 'warn' };
  if (row.attention === 'waiting') return { words: `${words.states.waiting} ${since}`.trim(), tone: 'calm' };
  return { words: words.states.done, tone: 'calm' };
}
