import type { HistoryField, HistoryFile } from './routes';
import { movingWords as words } from './words';

/** What each column is taken for, by its place. */
export type Meanings = (HistoryField | null)[];

/** The server's guesses; a field that was guessed twice stays with its first column. */
export const guessed = ({ columns }: HistoryFile): Meanings =>
  columns.map(({ guess }, at) => (guess !== null && columns.findIndex((each) => each.guess === guess) === at ? guess : null));

/** Gives a column its meaning; the column that had it before has none. */
export const give = (meanings: Meanings, at: number, field: HistoryField | null): Meanings =>
  meanings.map((had, each) => (each === at ? field : had === field ? null : had));

/** Column by field, as the server takes it. */
export const mappingOf = (meanings: Meanings, { columns }: HistoryFile) =>
  Object.fromEntries(meanings.flatMap((field, at) => (field === null ? [] : [[field, columns[at]!.index] as const])));

export const choices = [{ value: '', label: words.nothing }, ...Object.entries(words.fields).map(([value, label]) => ({ value, label }))];
