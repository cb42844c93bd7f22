import { Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { phoneWords } from '../../shared/words/phone';
import { useChange } from '../../shared/form/useChange';
import { adminWords as words } from '../words';

const most = 5;

/** The numbers that are texted while testing, at most five. */
export function TestNumbers({ saved }: { saved: string[] }) {
  const [typed, setTyped] = useState(() => Array.from({ length: most }, (_, at) => (saved[at] ? phoneWords(saved[at]) : '')));
  const save = useChange(
    () => call('PUT /organisation/test-numbers', { body: { numbers: typed.map((each) => each.trim()).filter(Boolean) } }),
    { done: words.saved, again: [['organisation', 'test-numbers']] },
  );
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {typed.map((value, at) => (
          <TextInput key={at} type="tel" label={words.testNumber(at + 1)} value={value}
            onChange={(event) => { const next = event.currentTarget.value; setTyped((now) => now.with(at, next)); }} />
        ))}
      </SimpleGrid>
      <Group justify="flex-end" mt="md"><Button type="submit" variant="default" loading={save.isPending}>{words.save}</Button></Group>
    </form>
  );
}
