import { describe, expect, it } from 'vitest';
import type { ActivityRow } from '../api/adminTypes';
import { cell } from '../shared/saveCsv';
import { csvOf } from './csv';
import { daysBefore, queryOf, readFilters, writeFilters } from './filters';

describe('The filters of a report', () => {
  it('begin with the last seven days', () => {
    expect(readFilters(new URLSearchParams(), '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03', lineId: '', userId: '' });
  });

  it('come back from the address as they went in', () => {
    const filters = { from: '2026-01-01', to: '2026-01-31', lineId: 'a', userId: '' };
    expect(readFilters(new URLSearchParams(writeFilters(filters).toString()), '2026-03-03')).toEqual(filters);
  });

  it('fall back on the usual for days that are none', () => expect(readFilters(new URLSearchParams('from=2026-13-40&to=soon'), '2026-03-03').to).toBe('2026-03-03'));

  it('count days by the calendar, over a change of the clock', () => expect(daysBefore('2026-03-10', 3)).toBe('2026-03-07'));

  it('ask up to the end of the last day', () => {
    const { from, to } = queryOf({ from: '2026-05-01', to: '2026-05-01', lineId: '', userId: '' });
    expect(new Date(to).getTime() - new Date(from).getTime()).toBe(24 * 3_600_000);
  });
});

describe('The file of a report', () => {
  it('quotes what would break a row, and disarms what a spreadsheet would run', () => {
    expect(cell('a "b", c')).toBe('"a ""b"", c"');
    expect(cell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(cell('+1')).toBe("'+1");
  });

  it('has the rows of the screen', () => {
    const row = { at: '2026-05-01T10:00:00Z', direction: 'out', user: { id: '', name: 'Dana' }, person: null, number: '+19015550147', line: { id: '', name: 'Memphis' }, status: 'sent', statusWords: 'Sent', body: 'Hi\nthere' } as ActivityRow;
    expect(csvOf([row]).split('\r\n')[1]).toBe('2026-05-01T10:00:00Z,Sent,Dana,,(901) 555-0147,Memphis,Sent,"Hi\nthere"');
  });
});
