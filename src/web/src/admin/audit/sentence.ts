import type { AuditRow } from '../../api/adminTypes';
import { actionWords } from './actions';
import { auditWords as words } from './words';

/** One thing an entry tells: what it is called, what it is now and, where it changed, what it was. */
export interface Fact { name: string; after: string; before?: string }

export const whoDid = ({ actor }: AuditRow) => (actor ? actor.name ?? words.former : words.rule);

/** "changed what Ben Ortiz may do" in parts: before the name, the name, after it. An action without words of its own is read as it is stored. */
export function deed({ action, subject }: AuditRow): [string, string, string] {
  const phrase = actionWords[action] ?? `${action.replace(/[._]/g, ' ')}${subject ? ': {it}' : ''}`;
  const [before = '', after = ''] = phrase.split('{it}');
  return phrase.includes('{it}') ? [before, subject?.name ?? words.unnamed, after] : [phrase, '', ''];
}

/** What an entry tells beside its sentence; only what changed where it knows both sides. */
export function factsOf(detail: AuditRow['detail']): Fact[] {
  if (!detail) return [];
  const { before, after, ...rest } = detail;
  const [was, is] = [open(before), open(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const changed = names.map((name) => ({ name: called(name), after: valueWords(is[name]), ...(before === undefined ? {} : { before: valueWords(was[name]) }) }));
  return [...changed, ...Object.entries(rest).filter(([, value]) => value !== null).map(([name, value]) => ({ name: called(name), after: valueWords(value) }))];
}

const open = (side: unknown): Record<string, unknown> =>
  side === undefined || side === null ? {} : typeof side === 'object' && !Array.isArray(side) ? (side as Record<string, unknown>) : { value: side };

/** "replyMinutes" as "reply minutes". */
const called = (name: string) => name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function valueWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return words.empty;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.length > 5 ? `${value.length}` : value.map(valueWords).join(', ') || words.empty;
  if (typeof value === 'object') return Object.entries(value).map(([name, each]) => `${called(name)} ${valueWords(each)}`).join(', ');
  return typeof value === 'string' ? value.replace(/_/g, ' ') : JSON.stringify(value);
}
