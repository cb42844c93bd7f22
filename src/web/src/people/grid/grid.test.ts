import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonRow } from '../../api/types';
import { textOf } from './columns/Cell';
import { chosenFrom, columns, columnsOf, ownOf, usual } from './columns/columns';
import { everyone, filtersIn, filtersOf, inGroup, queryOf, readFilters, turned, writeFilters, type PeopleFilters } from './filters';
import { audienceOf, countOf, holds, keepPicked, nobody, press, put, readPicked, type Picked } from './selection';

const row = (id: string, more: Partial<PersonRow> = {}) => ({ id, name: id.toUpperCase(), number: null, ...more }) as PersonRow;
const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => row(id));
const ids = (picked: Picked) => (picked.mode === 'people' ? picked.people.map((each) => each.id) : picked.except);

describe('The filters of a grid', () => {
  it('come back from the address as they went in', () => {
    const filters: PeopleFilters = { ...everyone, q: 'núñez & co', active: 'all', sort: '-zip', by: 'branch', lastName: 'Lee', without: 'rep', assigned: 'no', own: { 'shirt size': 'XL: tall' } };
    expect(readFilters(new URLSearchParams(writeFilters(filters).toString()))).toEqual(filters);
  });

  it('leave the address empty when nothing is narrowed', () => expect(writeFilters(everyone).toString()).toBe(''));

  it('never write digits of a Social Security number into the address', () => expect(writeFilters({ ...everyone, ssn: '4821' }).toString()).toBe(''));

  it('fall back on the usual for what they do not know', () => expect(readFilters(new URLSearchParams('active=maybe&sort=age&by=shoe'))).toEqual(everyone));

  it('ask for active people unless told otherwise, and for nothing that is empty', () => {
    expect(queryOf(everyone)).toEqual({ active: true, sort: 'name' });
    expect(queryOf({ ...everyone, active: 'all', lastName: ' Lee ', assigned: 'no' })).toEqual({ lastName: 'Lee', assigned: false, sort: 'name' });
  });

  it('count what hides somebody', () => {
    expect(filtersIn(everyone)).toBe(0);
    expect(filtersIn({ ...everyone, q: ' x ', active: 'no', status: 'Ready', ssn: '1234' })).toBe(4);
  });

  it('stand for a saved search and back', () => {
    const filters: PeopleFilters = { ...everyone, active: 'all', status: 'Ready', assigned: 'yes', sort: '-status', own: { car: 'yes' } };
    expect(filtersOf(queryOf(filters))).toEqual(filters);
  });

  it('open a group, also of those who have none', () => {
    expect(inGroup({ ...everyone, by: 'branch' }, 'branch', '7')).toEqual({ ...everyone, branchId: '7' });
    expect(inGroup({ ...everyone, by: 'rep' }, 'rep', null)).toEqual({ ...everyone, without: 'rep' });
    expect(inGroup({ ...everyone, by: 'active' }, 'active', 'false').active).toBe('no');
  });

  it('turn the order by pressing a column again', () => {
    expect(turned('name', 'zip')).toBe('zip');
    expect(turned('zip', 'zip')).toBe('-zip');
    expect(turned('-zip', 'zip')).toBe('zip');
    expect(turned('name', 'lastMessage')).toBe('-lastMessage');
    expect(turned('-lastMessage', 'lastMessage')).toBe('lastMessage');
  });
});

describe('The columns', () => {
  it('are the usual ones until one chooses, EN-07 and EN-30', () => {
    expect(chosenFrom(null, 'employee')).toEqual(usual.employee);
    for (const id of ['externalId', 'branch', 'phone', 'isActive', 'isAssigned', 'lastMessage', 'zip', 'hasResume', 'cellPhone'] as const) expect(usual.employee).toContain(id);
    for (const id of ['externalId', 'company', 'department', 'title', 'isActive', 'status', 'officePhone'] as const) expect(usual.contact).toContain(id);
  });

  it('hold the fields of the agency beside the others, found by their keys', () => {
    const own = columnsOf([{ key: 'shirt size', name: 'Shirt', hidden: false }]);
    expect(chosenFrom(`zip ${own[0]!.id}`, 'contact', [...columns, ...own])).toEqual(['zip', 'own:shirt%20size']);
    expect(ownOf(row('a', { custom: { 'shirt size': 'XL' } }), own[0]!.id)).toBe('XL');
    expect(ownOf(row('a'), 'zip')).toBeNull();
  });

  it('keep their own order and forget what this build does not know', () => expect(chosenFrom('zip shoe externalId', 'contact')).toEqual(['externalId', 'zip']));

  it('may all be hidden', () => expect(chosenFrom('', 'contact')).toEqual([]));

  it('say what they hold', () => {
    const person = row('a', { isActive: true, isAssigned: false, city: 'Memphis', state: 'TN', zip: '38103' });
    expect([textOf(person, 'isActive'), textOf(person, 'isAssigned'), textOf(person, 'place'), textOf(person, 'zip')]).toEqual(['Yes', 'No', 'Memphis, TN', '38103']);
    expect(new Set(columns.map((column) => column.id)).size).toBe(columns.length);
  });
});

describe('The selection', () => {
  beforeEach(() => { sessionStorage.clear(); keepPicked('candidate', nobody); });

  it('takes and gives back one', () => {
    const one = press(nobody, rows, 'b', null, false);
    expect(ids(one)).toEqual(['b']);
    expect(ids(press(one, rows, 'b', 'b', false))).toEqual([]);
  });

  it('takes everything between two with Shift, in either direction', () => {
    const one = press(nobody, rows, 'd', null, false);
    expect(ids(press(one, rows, 'b', 'd', true)).sort()).toEqual(['b', 'c', 'd']);
    expect(ids(press(press(nobody, rows, 'b', null, false), rows, 'd', 'b', true)).sort()).toEqual(['b', 'c', 'd']);
  });

  it('falls back on one when the row before is no longer shown', () => expect(ids(press(nobody, rows, 'c', 'gone', true))).toEqual(['c']));

  it('keeps those who are not shown any more', () => {
    const before = put(nobody, [row('z')], true);
    expect(ids(put(before, rows, true)).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'z']);
    expect(ids(put(put(before, rows, true), rows, false))).toEqual(['z']);
  });

  it('may be everybody who matches, but for some', () => {
    const search: Picked = { mode: 'search', search: { kind: 'employee', status: 'Ready' }, count: 60, except: [] };
    const without = press(search, rows, 'c', null, false);
    expect([holds(without, 'c'), holds(without, 'x'), countOf(without)]).toEqual([false, true, 59]);
    expect(audienceOf(without)).toEqual({ search: { kind: 'employee', status: 'Ready', except: ['c'] } });
    expect(audienceOf(press(without, rows, 'c', 'c', false))).toEqual({ search: { kind: 'employee', status: 'Ready' } });
  });

  it('outlives the screen, each grid its own', () => {
    keepPicked('candidate', put(nobody, rows.slice(0, 2), true));
    expect(ids(readPicked('candidate'))).toEqual(['a', 'b']);
    expect(sessionStorage.getItem('rosterline.selection.candidate')).toContain('"a"');
    expect(ids(readPicked('employee'))).toEqual([]);
  });

  it('names people one by one to the server', () => expect(audienceOf(put(nobody, rows.slice(0, 2), true))).toEqual({ personIds: ['a', 'b'] }));
});
