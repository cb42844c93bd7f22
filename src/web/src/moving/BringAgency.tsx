import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import { Section } from '../shared/page/Section';
import { movingWords as words } from './words';

/** An export in place of an agency in which nothing was done yet; nothing is shown where it cannot be. */
export function BringAgency() {
  const possible = useQuery({ queryKey: ['bring-agency'], queryFn: ({ signal }) => call('GET /organisation/import', { signal }), select: (answer) => answer.possible });
  const input = useRef<HTMLInputElement>(null);
  const bring = useMutation({ mutationFn: (file: File) => call('POST /organisation/import', { body: file }) });
  if (!possible.data && !bring.data) return null;
  const arrived = bring.data;
  return (
    <Section title={words.agency} line={words.agencyLine}>
      {bring.isError && <Alert color="red" role="alert" mb="md">{wordsOfProblem(bring.error)}</Alert>}
      {arrived
        ? <Group><Text role="status">{words.arrived(arrived.name, arrived.people, arrived.messages)}</Text>{arrived.startPath && <Button component="a" href={arrived.startPath}>{words.signIn(arrived.administrator ?? '')}</Button>}</Group>
        : <Group><Button variant="default" loading={bring.isPending} onClick={() => input.current?.click()}>{words.chooseExport}</Button>{bring.isPending && <Text role="status">{words.bringing}</Text>}</Group>}
      <input ref={input} type="file" accept=".zip,application/zip" aria-label={words.chooseExport} className="unseen" tabIndex={-1}
        onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) bring.mutate(file); event.currentTarget.value = ''; }} />
    </Section>
  );
}
