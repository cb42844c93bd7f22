import type { PeopleSearchQuery } from '../../api/recordTypes';

/** Filters that are typed or chosen; empty means they hide nobody. */
export const textFilters = ['lastName', 'firstName', 'id', 'status', 'customer', 'customerId', 'text', 'repId', 'branchId', 'companyId', 'without', 'ssn'] as const;
export type TextFilter = (typeof textFilters)[number];

export const groupings = ['branch', 'rep', 'company', 'status', 'active', 'assigned'] as const;
export type Grouping = (typeof groupings)[number];

const sorted = ['name', 'firstName', 'externalId', 'customer', 'title', 'branch', 'zip', 'status', 'lastMessage', 'created'] as const;
export type SortKey = (typeof sorted)[number];
export type Sort = SortKey | `-${SortKey}`;
const sorts = sorted.flatMap((key): Sort[] => [key, `-${key}`]) as [Sort, ...Sort[]];

/** What narrows a grid of people, its order and its groups; kept in the address. */
export type PeopleFilters = { q: string; active: 'yes' | 'no' | 'all'; assigned: '' | 'yes' | 'no'; sort: Sort; by: '' | Grouping; own: Record<string, string> } & Record<TextFilter, string>;

export const everyone: PeopleFilters = {
  q: '', active: 'yes', assigned: '', sort: 'name', by: '', own: {},
  lastName: '', firstName: '', id: '', status: '', customer: '', customerId: '', text: '', repId: '', branchId: '', companyId: '', without: '', ssn: '',
};

export const readFilters = (asked: URLSearchParams): PeopleFilters => ({
  ...everyone,
  ...Object.fromEntries(kept.map((name) => [name, asked.get(name) ?? ''])),
  q: asked.get('q') ?? '',
  active: oneOf(asked.get('active'), ['yes', 'no', 'all']),
  assigned: oneOf(asked.get('assigned'), ['', 'yes', 'no']),
  sort: oneOf(asked.get('sort'), sorts),
  by: oneOf(asked.get('by'), ['', ...groupings]),
  own: ownFrom(asked.getAll('own')),
});

/** The address of these filters; what is usual is left out, and so are digits of a Social Security number: addresses are kept by browsers. */
export function writeFilters(filters: PeopleFilters) {
  const asked = new URLSearchParams();
  for (const name of ['q', 'active', 'assigned', 'sort', 'by', ...kept] as const) if (filters[name] !== everyone[name]) asked.set(name, filters[name]);
  for (const part of partsOf(filters.own)) asked.append('own', part);
  return asked;
}

// Of the agency's own fields, each as "key:words".
const partsOf = (own: Record<string, string>) => Object.entries(own).filter(([, words]) => words.trim() !== '').map(([key, words]) => `${key}:${words.trim()}`);
const ownFrom = (parts: string[]) => Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]));

const kept = textFilters.filter((name) => name !== 'ssn');

/** How many filters hide somebody. */
export const filtersIn = (filters: PeopleFilters) =>
  (filters.q.trim() === '' ? 0 : 1) + (filters.active === 'no' ? 1 : 0) + furtherIn(filters);

/** How many of those that stand behind the button. */
export const furtherIn = (filters: PeopleFilters) =>
  (filters.assigned === '' ? 0 : 1) + textFilters.filter((name) => filters[name].trim() !== '').length + partsOf(filters.own).length;

/** What the server is asked for. */
export const queryOf = (filters: PeopleFilters): PeopleSearchQuery => ({
  ...Object.fromEntries([...textFilters, 'q' as const].map((name) => [name, filters[name].trim()]).filter(([, typed]) => typed !== '')),
  ...(filters.active === 'all' ? {} : { active: filters.active === 'yes' }),
  ...(filters.assigned === '' ? {} : { assigned: filters.assigned === 'yes' }),
  ...(partsOf(filters.own).length === 0 ? {} : { custom: partsOf(filters.own) }),
  sort: filters.sort,
});

/** The filters a saved search stands for. */
export const filtersOf = (search: PeopleSearchQuery): PeopleFilters => ({
  ...everyone,
  ...Object.fromEntries([...textFilters, 'q' as const].map((name) => [name, search[name] ?? ''])),
  active: search.active === undefined || search.active === null ? 'all' : search.active ? 'yes' : 'no',
  assigned: search.assigned === undefined || search.assigned === null ? '' : search.assigned ? 'yes' : 'no',
  sort: oneOf(search.sort ?? null, sorts),
  own: ownFrom(search.custom ?? []),
});

/** The filters that open one group. */
export function inGroup(filters: PeopleFilters, by: Grouping, key: string | null): PeopleFilters {
  const open = { ...filters, by: '' as const };
  if (by === 'active') return { ...open, active: key === 'true' ? 'yes' : 'no' };
  if (by === 'assigned') return { ...open, assigned: key === 'true' ? 'yes' : 'no' };
  if (key === null) return { ...open, without: by };
  return { ...open, [{ branch: 'branchId', rep: 'repId', company: 'companyId', status: 'status' }[by]]: key };
}

/** The order after a press on a column: forwards, then backwards; of the last message the newest first. */
export const turned = (now: Sort, key: SortKey): Sort =>
  (key === 'lastMessage' ? (now === '-lastMessage' ? key : '-lastMessage') : now === key ? `-${key}` : key);

const oneOf = <T extends string>(value: string | null, all: readonly [T, ...T[]]): T => all.find((each) => each === value) ?? all[0];
