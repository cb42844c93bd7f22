import { timeOfDay } from '../shared/words/time';
import { useNow } from '../shared/words/useNow';
import { usePerson } from './reading';
import { threadWords as words } from './words';

/** What time it is where the person lives, shown only where it differs from the viewer's. */
export function LocalTime({ personId }: { personId: string | undefined }) {
  const person = usePerson(personId).data;
  const now = new Date(useNow());
  if (!person?.timeZone) return null;
  const there = timeOfDay(now, person.timeZone);
  if (there === timeOfDay(now)) return null;
  return <> · {words.timeThere(there, person.city ?? person.state ?? person.timeZone)}</>;
}
