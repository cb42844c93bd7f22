import { describe, expect, it } from 'vitest';
import { give, guessed, mappingOf } from './mapping';
import type { HistoryField, HistoryFile } from './routes';

const file = (...guesses: (HistoryField | null)[]): HistoryFile =>
  ({ id: 'x', fileName: 'texts.csv', encodingLabel: 'UTF-8', zone: 'America/Chicago', rows: [], columns: guesses.map((guess, at) => ({ index: at + 1, header: `H${at}`, guess, samples: [] })) });

describe('The columns of a history', () => {
  it('[H-14] keep the first of two guesses, and a meaning moves to the column that is given it', () => {
    const read = file('body', 'body', null, 'time');
    expect(guessed(read)).toEqual(['body', null, null, 'time']);
    expect(give(guessed(read), 2, 'body')).toEqual([null, null, 'body', 'time']);
    expect(give(guessed(read), 0, null)).toEqual([null, null, null, 'time']);
    expect(mappingOf(guessed(read), read)).toEqual({ body: 1, time: 4 });
  });
});
