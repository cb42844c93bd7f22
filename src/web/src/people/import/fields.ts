import type { ImportColumn } from '../../api/peopleTypes';
import { importWords as words } from './words';

export const fieldGroups: { name: string; fields: string[] }[] = [
  { name: words.groups.name, fields: ['fullName', 'firstName', 'lastName'] },
  { name: words.groups.numbers, fields: ['sms', 'cell', 'phone', 'office', 'home', 'extension'] },
  { name: words.groups.rest, fields: ['email', 'company', 'title', 'branch', 'externalId', 'language', 'city', 'state', 'zip', 'timeZone', 'notes', 'active', 'optedOut'] },
];

const naming = new Set(fieldGroups.slice(0, 2).flatMap((group) => group.fields).filter((field) => field !== 'extension'));

export const fieldName = (field: string) => words.fields[field] ?? field;

/** What each column is taken for, by its index; null is not imported. */
export type Meanings = (string | null)[];

/** The server's guesses; a field that was guessed twice stays with its first column. */
export function guessed(columns: ImportColumn[]): Meanings {
  const taken = new Set<string>();
  return columns.map(({ guess }) => {
    if (guess === null || taken.has(guess)) return null;
    taken.add(guess);
    return guess;
  });
}

/** Column by field, as the server takes it. */
export const mappingOf = (meanings: Meanings, columns: ImportColumn[]) =>
  Object.fromEntries(meanings.flatMap((field, at) => (field === null ? [] : [[field, columns[at]!.index] as const])));

/** What keeps these meanings from being used; null when nothing does. */
export function faultOf(meanings: Meanings): string | null {
  const chosen = meanings.filter((field) => field !== null);
  const twice = chosen.find((field, at) => chosen.indexOf(field) !== at);
  if (twice !== undefined) return words.twice(fieldName(twice));
  return chosen.some((field) => naming.has(field)) ? null : words.nameOrNumber;
}
