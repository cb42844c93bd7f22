import { Problem } from '../../../api/problem';
import type { Kind, PersonFields } from '../../../api/peopleTypes';
import type { Person, PhoneKind } from '../../../api/types';
import { peopleWords as words } from '../../words';

export const phoneKinds: PhoneKind[] = ['sms', 'cell', 'phone', 'office', 'home'];

interface Typed { firstName: string; lastName: string; cell?: string; email: string; kinds: Kind[]; ssnLastFour?: string }

export interface Mistake { field: 'firstName' | 'email' | 'kinds' | 'ssnLastFour'; words: string; problem: Problem }

const mistake = (field: Mistake['field'], said: string): Mistake => ({ field, words: said, problem: new Problem('not_filled', said, 422) });

/** The first thing that keeps a record from being saved; the server checks again. */
export function mistakeOf({ firstName, lastName, cell, email, kinds, ssnLastFour = '' }: Typed): Mistake | null {
  if (`${firstName}${lastName}${cell ?? ''}`.trim() === '') return mistake('firstName', words.nameOrNumber);
  if (kinds.length === 0) return mistake('kinds', words.kindNeeded);
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return mistake('email', words.emailMistake);
  if (!/^(\d{4})?$/.test(ssnLastFour.trim())) return mistake('ssnLastFour', words.ssnMistake);
  return null;
}

const textOrNothing = (typed: string) => (typed.trim() === '' ? undefined : typed.trim());

const kindFlags = (kinds: Kind[]) => ({
  isCandidate: kinds.includes('candidate'), isEmployee: kinds.includes('employee'), isContact: kinds.includes('contact'),
});

/** What is sent for a person added by hand. */
export const fieldsOfNew = (typed: { firstName: string; lastName: string; cell: string; email: string; company: string; title: string }, kinds: Kind[]): PersonFields => ({
  firstName: typed.firstName.trim(),
  lastName: typed.lastName.trim(),
  ...kindFlags(kinds),
  email: textOrNothing(typed.email),
  company: textOrNothing(typed.company),
  title: textOrNothing(typed.title),
  numbers: typed.cell.trim() === '' ? [] : [{ kind: 'cell', raw: typed.cell.trim() }],
});

export interface Details {
  firstName: string; lastName: string; email: string; company: string; title: string; externalId: string; language: string;
  city: string; state: string; zip: string; notes: string; isActive: boolean; kinds: Kind[];
  department: string; status: string; customerId: string; repId: string; isAssigned: boolean; hasResume: boolean; ssnLastFour: string;
  /** Fields of the agency's own, by key. */
  own: Record<string, string>;
}

/** As an id it takes the rep away. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** A record's details as its form holds them. */
export const detailsOf = (person: Person, kinds: Kind[]): Details => ({
  firstName: person.firstName ?? '', lastName: person.lastName ?? '', email: person.email ?? '', company: person.company ?? '', title: person.title ?? '',
  externalId: person.externalId ?? '', language: person.language ?? '', city: person.city ?? '', state: person.state ?? '', zip: person.zip ?? '',
  notes: person.notes ?? '', isActive: person.isActive, kinds,
  department: person.department ?? '', status: person.status ?? '', customerId: person.customerId ?? '', repId: person.repId ?? nobody,
  isAssigned: person.isAssigned ?? false, hasResume: person.hasResume ?? false, ssnLastFour: person.ssnLastFour ?? '', own: person.custom ?? {},
});

/** Only what differs from the record is sent, so that two people editing different fields do not undo each other. */
export function changesOf(before: Details, after: Details): PersonFields {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after)) {
    if (name === 'kinds' || name === 'own' || value === before[name as keyof Details]) continue;
    changes[name] = typeof value === 'string' ? value.trim() : value;
  }
  const own = Object.entries(after.own).filter(([key, value]) => value.trim() !== (before.own[key] ?? ''));
  if (own.length > 0) changes.custom = Object.fromEntries(own.map(([key, value]) => [key, value.trim()]));
  return after.kinds.join() === before.kinds.join() ? changes : { ...changes, ...kindFlags(after.kinds) };
}

/** Puts a good number where it is used for texting: under SMS, the first of the order; the other kinds stay. */
export const asSms = (good: string) => [{ kind: 'sms' as const, raw: good }];

/** The kinds of number that differ from what stands on the record. */
export const changedNumbers = (before: Record<PhoneKind, string>, after: Record<PhoneKind, string>) =>
  phoneKinds.filter((kind) => before[kind].trim() !== after[kind].trim()).map((kind) => ({ kind, raw: after[kind].trim() }));

/** The good number under a lower kind, when the one used for texting is not good. */
export function goodBelow({ numbers }: Pick<Person, 'numbers'>) {
  const chosen = numbers.find((each) => each.chosen);
  if (!chosen?.problem) return null;
  return phoneKinds.flatMap((kind) => numbers.filter((each) => each.kind === kind && !each.chosen && each.number && !each.problem))[0] ?? null;
}
