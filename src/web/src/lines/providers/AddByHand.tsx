import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import type { Connection } from '../../api/adminTypes';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { linesWords as words } from '../words';

/** Makes a number a line where the provider does not list its numbers. */
export function AddByHand({ connection }: { connection: Connection }) {
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const add = useChange(
    () => call('POST /lines', { body: { connectionId: connection.id, number: number.trim(), ...(name.trim() === '' ? {} : { name: name.trim() }) } }),
    { done: words.added, again: [['lines'], ['connections'], ['session']], onDone: () => { setNumber(''); setName(''); } },
  );
  const submit = (event: FormEvent) => { event.preventDefault(); add.mutate(undefined); };
  return (
    <Section title={words.byHand} line={words.byHandLine(connection.label)}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput label={words.number} type="tel" value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
          <TextInput label={words.name} maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="default" loading={add.isPending} disabled={number.replace(/\D/g, '').length < 3}>{words.create}</Button>
        </Group>
      </form>
    </Section>
  );
}
