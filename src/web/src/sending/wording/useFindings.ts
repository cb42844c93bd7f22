import type { ConversationDetail } from '../../api/types';
import type { Finding } from '../templates/routes';
import { composerWords as words } from '../words';
import { useCheck } from './useCheck';

/** What the check finds about a text to one person, in the Send window's words. It stands beside Send and is never in its way. */
export function useFindings(body: string, { person }: Pick<ConversationDetail, 'person'>, isFirstText: boolean): Finding[] {
  const checked = useCheck(body, person ? { personId: person.id } : { isFirstText });
  if (!checked) return [];
  // What is typed here goes as it stands: a field is filled in by the writer, not on the way
  const fields: Finding[] = checked.text !== body && /\{[^{}]+\}/.test(body) && checked.missing.length === 0
    ? [{ code: 'field_here', words: words.fieldHere, fixed: checked.text, blocks: false, at: null, length: null }] : [];
  return [...fields, ...checked.findings.map((finding) => ({ ...finding, blocks: false }))];
}
