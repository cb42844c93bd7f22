import type { Person } from '../../../api/types';
import { useSession } from '../../../session/session';
import { everyone } from '../../grid/filters';
import { usePeopleGroups } from '../../reading';
import { kindsOf } from '../../kinds';
import { peopleWords as words } from '../../words';
import { nobody } from './fields';

/** Who can look after a person: oneself, whoever looks after her now, and the colleagues who look after others of her kind. */
export function useReps(person: Person) {
  const { user } = useSession();
  const known = usePeopleGroups(kindsOf(person)[0] ?? 'candidate', { ...everyone, active: 'all' }, 'rep').data?.items ?? [];
  const named = new Map([[user.id, user.name], ...known.flatMap(({ key, name }): [string, string][] => (key === null ? [] : [[key, name]]))]);
  if (person.repId && person.rep) named.set(person.repId, person.rep);
  return [{ value: nobody, label: words.nobodyAsRep }, ...[...named].map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label))];
}
