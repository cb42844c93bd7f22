import type { ImportColumn } from '../../api/peopleTypes';
import { importWords as words } from './words';

export const fieldGroups: { name: string; fields: string[] }[] = [
  { name: words.groups.name, fields: ['fullName', 'firstName', 'lastName'] },
  { name: words.groups.numbers, fields: ['sms', 'cell', 'phone', 'office', 'home', 'extension'] },
  { name: words.groups.rest, fields: ['email', 'company', 'title', 'branch', 'externalId', 'language', 'city', 'state', 'zip', 'timeZone', 'notes', 'active', 'optedOut'] },
  { name: words.groups.work, fields: ['customerId', 'department', 'status', 'rep', 'assigned', 'resume', 'ssn'] },
];

const naming = new Set(fieldGroups.slice(0, 2).flatMap((group) => group.fields).filter((field) => field !== 'extension'));

const ownField = 'own:';

export const fieldName = (field: string) => words.fields[field] ?? field.replace(ownField, '');

/** The groups of a choice: the fields every agency has, and its own. Whoever may not see Social Security numbers brings none. */
export const choicesFor = (own: { key: string; name: string }[], seesSsn: boolean) => [
  { value: '', label: words.nothing },
  ...fieldGroups.map(({ name, fields }) => ({ group: name, items: fields.filter((field) => field !== 'ssn' || seesSsn).map((value) => ({ value, label: fieldName(value) })) })),
  ...(own.length === 0 ? [] : [{ group: words.groups.own, items: own.map(({ key, name }) => ({ value: ownField + key, label: name })) }]),
];

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
  Object.fromEntries(meanings.flatMap((field, at) => (field === null || field.startsWith(ownField) ? [] : [[field, columns[at]!.index] as const])));

/** Column by the key of a field of the agency's own. */
export const ownMappingOf = (meanings: Meanings, columns: ImportColumn[]) =>
  Object.fromEntries(meanings.flatMap((field, at) => (field?.startsWith(ownField) ? [[field.slice(ownField.length), columns[at]!.index] as const] : [])));

/** What keeps these meanings from being used; null when nothing does. */
export function faultOf(meanings: Meanings): string | null {
  const chosen = meanings.filter((field) => field !== null);
  const twice = chosen.find((field, at) => chosen.indexOf(field) !== at);
  if (twice !== undefined) return words.twice(fieldName(twice));
  return chosen.some((field) => naming.has(field)) ? null : words.nameOrNumber;
}
