import { describe, expect, it } from 'vitest';
import { openOf } from './ListTools';
import { startWords } from './orders/start';

describe('the start of an order', () => {
  it.each([
    ['2026-11-23', '07:00:00', 'Mon, Nov 23, 7:00 AM'], ['2026-11-23', '15:30', 'Mon, Nov 23, 3:30 PM'], ['2027-01-04', '00:05:00', 'Mon, Jan 4, 2027, 12:05 AM'],
  ])('%s %s reads %s', (day, time, words) => expect(startWords(day, time, new Date(2026, 10, 21))).toBe(words));
});

describe('open, closed or both', () => {
  it('is a filter or none', () => expect((['open', 'closed', 'all'] as const).map(openOf)).toEqual([true, false, undefined]));
});
