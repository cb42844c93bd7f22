import { describe, expect, it } from 'vitest';
import { everyone, filtersIn, queryOf, readFilters, writeFilters } from './filters';
import { press } from './selection';

describe('The filters of a grid', () => {
  it('come back from the address as they went in', () => {
    const filters = { q: 'núñez & co', active: 'all', sort: '-name' } as const;
    expect(readFilters(new URLSearchParams(writeFilters(filters).toString()))).toEqual(filters);
  });

  it('leave the address empty when nothing is narrowed', () => expect(writeFilters(everyone).toString()).toBe(''));

  it('fall back on the usual for what they do not know', () => expect(readFilters(new URLSearchParams('active=maybe&sort=age'))).toEqual(everyone));

  it('ask for active people unless told otherwise', () => {
    expect(queryOf(everyone)).toEqual({ q: undefined, active: true, sort: 'name' });
    expect(queryOf({ ...everyone, active: 'all' }).active).toBeUndefined();
  });

  it('counts what hides somebody', () => {
    expect(filtersIn(everyone)).toBe(0);
    expect(filtersIn({ q: ' x ', active: 'no', sort: 'name' })).toBe(2);
  });
});

describe('The selection', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];

  it('takes and gives back one', () => {
    expect([...press(new Set(), order, 'b', null, false)]).toEqual(['b']);
    expect([...press(new Set(['b']), order, 'b', 'b', false)]).toEqual([]);
  });

  it('takes everything between two with Shift, in either direction', () => {
    expect([...press(new Set(['b']), order, 'd', 'b', true)]).toEqual(['b', 'c', 'd']);
    expect([...press(new Set(['d']), order, 'b', 'd', true)].sort()).toEqual(['b', 'c', 'd']);
  });

  it('takes only the one when the row before is gone', () => expect([...press(new Set(), order, 'd', 'z', true)]).toEqual(['d']));
});
