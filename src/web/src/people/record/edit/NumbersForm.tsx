import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../../api/client';
import { wordsOfProblem } from '../../../api/problem';
import type { Person, PhoneKind } from '../../../api/types';
import { peopleWords as words, phoneKindNames } from '../../words';
import { changedNumbers, phoneKinds } from './fields';

/** The five kinds of number, each once; any way of writing a number is understood. */
export function NumbersForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const [before] = useState<Record<PhoneKind, string>>(() => {
    const raw = (kind: PhoneKind) => { const found = person.numbers.find((each) => each.kind === kind); return found ? found.raw ?? found.display : ''; };
    return Object.fromEntries(phoneKinds.map((kind) => [kind, raw(kind)])) as Record<PhoneKind, string>;
  });
  const [typed, setTyped] = useState(before);
  const save = useMutation({
    mutationFn: () => call('PATCH /people/{id}', {
      path: { id: person.id },
      body: { numbers: changedNumbers(before, typed) },
    }),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['people'] }); onClose(); },
  });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(); };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
        {phoneKinds.map((kind, at) => (
          <TextInput key={kind} label={phoneKindNames[kind]} type="tel" autoFocus={at === 0} maxLength={100} value={typed[kind]}
            onChange={(event) => { const { value } = event.currentTarget; setTyped((now) => ({ ...now, [kind]: value })); }} />
        ))}
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{words.save}</Button>
        </Group>
      </Stack>
    </form>
  );
}
