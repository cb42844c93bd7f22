import { describe, expect, it } from 'vitest';
import type { Person, PersonNumber } from '../../../api/types';
import { asSms, changedNumbers, changesOf, fieldsOfNew, goodBelow, mistakeOf, nobody, type Details } from './fields';

const number = (kind: PersonNumber['kind'], more: Partial<PersonNumber> = {}): PersonNumber =>
  ({ kind, raw: '(901) 555-0147', number: '+19015550147', display: '(901) 555-0147', problem: null, problemWords: null, chosen: false, ...more });

const person = (...numbers: PersonNumber[]) => ({ numbers }) as Pick<Person, 'numbers'>;

const before: Details = {
  firstName: 'Lucas', lastName: 'Lindqvist', email: 'lucas@mail.example', company: 'Fabrikam', title: '', externalId: '', language: 'en', city: '', state: '', zip: '',
  notes: '', isActive: true, kinds: ['candidate'],
  department: '', status: '', customerId: '', repId: nobody, isAssigned: false, hasResume: false, ssnLastFour: '', own: { 'shirt size': 'M' },
};

describe('A record', () => {
  it('sends only what was changed, and empty text for what was cleared', () => {
    expect(changesOf(before, { ...before, company: ' ', title: ' Welder ' })).toEqual({ company: '', title: 'Welder' });
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, own: { 'shirt size': ' ', car: 'yes' } })).toEqual({ custom: { 'shirt size': '', car: 'yes' } });
  });

  it('sends all kinds when one changes', () => {
    expect(changesOf(before, { ...before, kinds: ['candidate', 'employee'] })).toEqual({ isCandidate: true, isEmployee: true, isContact: false });
  });

  it('sends only the kinds of number that differ, an emptied one empty', () => {
    const numbers = { sms: '', cell: '901 555 0147', phone: '', office: 'x', home: '' };
    expect(changedNumbers(numbers, { ...numbers, office: '', home: '612-555-0101 ' })).toEqual([{ kind: 'office', raw: '' }, { kind: 'home', raw: '612-555-0101' }]);
  });

  it('wants a name or a number, a kind, and an e-mail address that can be one', () => {
    const typed = { firstName: '', lastName: '', cell: '', email: '', kinds: ['candidate' as const] };
    expect(mistakeOf(typed)?.field).toBe('firstName');
    expect(mistakeOf({ ...typed, cell: '901' })).toBeNull();
    expect(mistakeOf({ ...typed, cell: '901', ssnLastFour: '48' })?.field).toBe('ssnLastFour');
    expect(mistakeOf({ ...typed, cell: '901', ssnLastFour: '4821' })).toBeNull();
    expect(mistakeOf({ ...typed, firstName: 'A', kinds: [] })?.field).toBe('kinds');
    expect(mistakeOf({ ...typed, firstName: 'A', email: 'dana' })?.field).toBe('email');
  });

  it('leaves out what was not typed', () => {
    expect(fieldsOfNew({ firstName: 'Ana', lastName: '', cell: '', email: '', company: '', title: '' }, ['contact']))
      .toEqual({ firstName: 'Ana', lastName: '', isCandidate: false, isEmployee: false, isContact: true, email: undefined, company: undefined, title: undefined, numbers: [] });
  });

  it('finds the good number below a bad one, in the order of the kinds', () => {
    const bad = number('cell', { chosen: true, problem: 'exchange', number: null });
    expect(goodBelow(person(bad, number('home'), number('office')))?.kind).toBe('office');
    expect(goodBelow(person(bad))).toBeNull();
    expect(goodBelow(person(number('cell', { chosen: true }), number('office')))).toBeNull();
  });

  it('uses a good number by putting it first in that order', () => expect(asSms('+19015550147')).toEqual([{ kind: 'sms', raw: '+19015550147' }]));
});
