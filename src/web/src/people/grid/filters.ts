/** What narrows a grid of people; kept in the address. */
export interface PeopleFilters { q: string; active: 'yes' | 'no' | 'all'; sort: 'name' | '-name' }

export const everyone: PeopleFilters = { q: '', active: 'yes', sort: 'name' };

export const readFilters = (asked: URLSearchParams): PeopleFilters => ({
  q: asked.get('q') ?? '',
  active: oneOf(asked.get('active'), ['yes', 'no', 'all']),
  sort: oneOf(asked.get('sort'), ['name', '-name']),
});

/** The address of these filters; what is usual is left out. */
export function writeFilters({ q, active, sort }: PeopleFilters) {
  const asked = new URLSearchParams();
  if (q !== '') asked.set('q', q);
  if (active !== everyone.active) asked.set('active', active);
  if (sort !== everyone.sort) asked.set('sort', sort);
  return asked;
}

/** How many filters hide somebody. */
export const filtersIn = ({ q, active }: PeopleFilters) => (q.trim() === '' ? 0 : 1) + (active === 'all' ? 0 : active === 'no' ? 1 : 0);

/** What the server is asked for. */
export const queryOf = ({ q, active, sort }: PeopleFilters) => ({
  q: q.trim() === '' ? undefined : q.trim(),
  active: active === 'all' ? undefined : active === 'yes',
  sort,
});

const oneOf = <T extends string>(value: string | null, all: readonly [T, ...T[]]): T => all.find((each) => each === value) ?? all[0];
