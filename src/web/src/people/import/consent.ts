import type { ConsentAnswer, ImportConsent, Kind } from '../../api/peopleTypes';
import { importWords as words } from './words';

/** The consent question as it is being answered. */
export interface ConsentDraft { answer: ConsentAnswer | null; by: 'column' | 'all'; column: number | null; date: string; wording: string }

export const noAnswer: ConsentDraft = { answer: null, by: 'column', column: null, date: '', wording: '' };

/** The answers, the likeliest for this kind of person first; none is chosen beforehand. */
export const answersFor = (kind: Kind): ConsentAnswer[] =>
  (kind === 'employee' ? ['employed', 'opt_in', 'told', 'unknown'] : ['opt_in', 'told', 'employed', 'unknown']);

export type ConsentFault = { field: 'answer' | 'column' | 'date' | 'wording'; words: string };

/** What is missing in the answer; an opt-in needs its evidence. */
export function faultOfConsent({ answer, by, column, date, wording }: ConsentDraft, today: string): ConsentFault | null {
  if (answer === null) return { field: 'answer', words: words.consentTitle };
  if (date !== '' && by === 'all' && date > today) return { field: 'date', words: words.future };
  if (answer !== 'opt_in') return null;
  if (by === 'column') return column === null ? { field: 'column', words: words.needColumn } : null;
  if (date === '') return { field: 'date', words: words.needDate };
  return wording.trim() === '' ? { field: 'wording', words: words.needWording } : null;
}

/** What the server is told: only what belongs to the answer. */
export function consentOf({ answer, by, column, date, wording }: ConsentDraft): ImportConsent {
  if (answer === 'employed' || answer === 'unknown' || answer === null) return { answer: answer ?? 'unknown' };
  if (answer === 'opt_in' && by === 'column') return { answer, column: column ?? undefined };
  return { answer, date: date || undefined, wording: wording.trim() || undefined };
}
