import { describe, expect, it } from 'vitest';
import type { ImportProgress } from '../../api/peopleTypes';
import { answersFor, consentOf, faultOfConsent, noAnswer, type ConsentDraft } from './consent';
import { faultOf, guessed, mappingOf, ownMappingOf } from './fields';
import { faultOfFile } from './file';
import { isOver, percentOf, timeLeft } from './progress';

const column = (index: number, guess: string | null) => ({ index, header: `H${index}`, guess, samples: [] });
const file = (name: string, size = 10, type = '') => ({ name, size, type });
const today = '2026-11-21';

describe('The file', () => {
  it('may be a table in text form', () => {
    for (const name of ['people.csv', 'PEOPLE.TSV', 'list.txt']) expect(faultOfFile(file(name))).toBeNull();
    expect(faultOfFile(file('export', 10, 'text/csv'))).toBeNull();
  });

  it('is refused in words that say what to do', () => {
    expect(faultOfFile(file('people.xlsx'))).toContain('Save as › CSV UTF-8');
    expect(faultOfFile(file('people.pdf'))).toContain('not a CSV file');
    expect(faultOfFile(file('people.csv', 0))).toContain('empty');
    expect(faultOfFile(file('people.csv', 60 * 1_048_576))).toContain('50 MB');
  });
});

describe('The columns', () => {
  it('keep the first of two guesses for one field', () => {
    expect(guessed([column(0, 'cell'), column(1, 'cell'), column(2, null)])).toEqual(['cell', null, null]);
  });

  it('are sent by field, what is not imported left out', () => {
    expect(mappingOf(['firstName', 'own:shirt size'], [column(0, null), column(3, null)])).toEqual({ firstName: 0 });
    expect(ownMappingOf(['firstName', 'own:shirt size'], [column(0, null), column(3, null)])).toEqual({ 'shirt size': 3 });
    expect(mappingOf(['firstName', null, 'cell'], [column(0, null), column(1, null), column(4, null)])).toEqual({ firstName: 0, cell: 4 });
  });

  it('need a name or a number, and each meaning once', () => {
    expect(faultOf(['email', 'extension'])).toBe('Choose a column with names or with numbers.');
    expect(faultOf(['cell', 'cell'])).toBe('Cell is chosen for two columns.');
    expect(faultOf(['fullName', null])).toBeNull();
  });
});

describe('The consent question', () => {
  const draft = (more: Partial<ConsentDraft>): ConsentDraft => ({ ...noAnswer, ...more });

  it('is answered by nobody but the user, and asks employees first whether they work for us', () => {
    expect(noAnswer.answer).toBeNull();
    expect(answersFor('employee')[0]).toBe('employed');
    expect(answersFor('candidate')).toHaveLength(4);
  });

  it('wants evidence for an opt-in', () => {
    expect(faultOfConsent(draft({}), today)?.field).toBe('answer');
    expect(faultOfConsent(draft({ answer: 'opt_in' }), today)?.field).toBe('column');
    expect(faultOfConsent(draft({ answer: 'opt_in', column: 0 }), today)).toBeNull();
    expect(faultOfConsent(draft({ answer: 'opt_in', by: 'all' }), today)?.field).toBe('date');
    expect(faultOfConsent(draft({ answer: 'opt_in', by: 'all', date: '2026-12-01' }), today)?.words).toBe('This day has not come yet.');
    expect(faultOfConsent(draft({ answer: 'opt_in', by: 'all', date: today }), today)?.field).toBe('wording');
  });

  it('sends only what belongs to the answer', () => {
    const typed = { column: 3, date: today, wording: ' Text me ', by: 'all' as const };
    expect(consentOf(draft({ ...typed, answer: 'unknown' }))).toEqual({ answer: 'unknown' });
    expect(consentOf(draft({ ...typed, answer: 'opt_in', by: 'column' }))).toEqual({ answer: 'opt_in', column: 3 });
    expect(consentOf(draft({ ...typed, answer: 'told' }))).toEqual({ answer: 'told', date: today, wording: 'Text me' });
  });
});

describe('The progress', () => {
  const now = (more: Partial<ImportProgress>): ImportProgress =>
    ({ id: '', fileName: '', state: 'running', totalRows: 1_000, doneRows: 0, skipped: 0, problems: 0, summary: '', downloadWords: null, ...more });

  it('is over when done, cancelled or failed', () => {
    expect((['uploaded', 'running', 'done', 'cancelled', 'failed'] as const).filter((state) => isOver({ state }))).toEqual(['done', 'cancelled', 'failed']);
  });

  it('counts in percent once the rows are counted', () => {
    expect(percentOf(now({ doneRows: 250 }))).toBe(25);
    expect(percentOf(now({ totalRows: 0, doneRows: 250 }))).toBeNull();
  });

  it('tells the time left at the speed so far, not before it knows the speed', () => {
    expect(timeLeft(now({ doneRows: 10 }), 5_000)).toBeNull();
    expect(timeLeft(now({ doneRows: 500 }), 5_000)).toBe('5 s');
    expect(timeLeft(now({ doneRows: 100 }), 60_000)).toBe('9 min');
  });
});
