import type { ImportProgress } from '../../api/peopleTypes';
import { lengthWords } from '../../shared/words/time';

export const isOver = ({ state }: Pick<ImportProgress, 'state'>) => state === 'done' || state === 'cancelled' || state === 'failed';

/** From 0 to 100; null while the number of rows is not known. */
export const percentOf = ({ doneRows, totalRows }: Pick<ImportProgress, 'doneRows' | 'totalRows'>) =>
  (totalRows > 0 ? Math.min(100, Math.round((doneRows / totalRows) * 100)) : null);

/** How long the rest takes at the speed so far; null until enough is done to tell. */
export function timeLeft({ doneRows, totalRows }: Pick<ImportProgress, 'doneRows' | 'totalRows'>, elapsedMs: number) {
  if (totalRows === 0 || doneRows < 50 || elapsedMs < 1_500 || doneRows >= totalRows) return null;
  const left = (elapsedMs / doneRows) * (totalRows - doneRows);
  return left < 60_000 ? `${Math.max(1, Math.round(left / 1_000))} s` : lengthWords(left);
}
