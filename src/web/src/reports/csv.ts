import type { ActivityRow } from '../api/adminTypes';
import { csvText } from '../shared/saveCsv';
import { phoneWords } from '../shared/words/phone';
import { reportsWords as words } from './words';

/** The rows of the report as the screen has them, readable by any spreadsheet. */
export function csvOf(rows: ActivityRow[]) {
  const { columns } = words;
  const head = [columns.at, columns.direction, columns.user, columns.person, 'Number', columns.line, columns.status, columns.body];
  const lines = rows.map((row) => [
    row.at, words.directions[row.direction], row.user?.name ?? '', row.person?.name ?? '', phoneWords(row.number), row.line.name, row.statusWords ?? row.status, row.body,
  ]);
  return csvText([head, ...lines]);
}
