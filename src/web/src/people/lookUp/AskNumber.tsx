import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { Person, PersonNumber } from '../../api/types';
import { useChange } from '../../shared/form/useChange';
import { dateWords } from '../../shared/words/time';
import { lookUpWords as words } from './words';

/** What a provider said about this number, and asking it. */
export function AskNumber({ person, number, mayEdit }: { person: Person; number: PersonNumber; mayEdit: boolean }) {
  const known = useQuery({ queryKey: ['people', 'record', person.id, 'look-ups'], queryFn: ({ signal }) => call('GET /people/{id}/number-look-ups', { path: { id: person.id }, signal }) });
  const ask = useChange(() => call('POST /people/{id}/number-look-ups', { path: { id: person.id }, body: { value: number.number! } }), { done: (told) => told.words, again: [['people'], ['conversation']] });
  const told = known.data?.items.find((each) => each.number === number.number);
  return (
    <small>
      {told && words.asked(told.words, dateWords(new Date(told.at), new Date()))}{' '}
      {mayEdit && <Button size="compact-xs" variant="default" aria-label={words.askOf(number.display)} loading={ask.isPending} onClick={() => ask.mutate(undefined)}>{words.ask}</Button>}
    </small>
  );
}
