import type { Kind } from '../api/peopleTypes';
import type { PersonRow } from '../api/types';

export const kinds: Kind[] = ['candidate', 'employee', 'contact'];

/** The kinds a person is, in the order of the tabs. */
export const kindsOf = (person: Pick<PersonRow, 'isCandidate' | 'isEmployee' | 'isContact'>): Kind[] =>
  kinds.filter((kind) => ({ candidate: person.isCandidate, employee: person.isEmployee, contact: person.isContact })[kind]);

export const pathOfKind = (kind: Kind) => `/people/${kind}s`;

/** The kind whose grid lives at an address; candidates when none does. */
export const kindOfPath = (path: string): Kind => kinds.find((kind) => path.startsWith(pathOfKind(kind))) ?? 'candidate';
