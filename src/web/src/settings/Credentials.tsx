import { Alert, Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import type { Credentials as Read } from '../api/adminTypes';
import { faultsOf, isKept, settingsOf, typedOf } from '../lines/providers/form';
import { SettingField } from '../lines/providers/SettingField';
import { useChange } from '../shared/form/useChange';
import { Reading } from '../shared/page/Reading';
import { Section } from '../shared/page/Section';
import { Time } from '../shared/words/Time';
import { credentialWords as words } from './words';

/** What one signs in with at the text provider oneself. */
export function Credentials() {
  const read = useQuery({ queryKey: ['credentials'], queryFn: ({ signal }) => call('GET /session/credentials', { signal }) });
  return (
    <Section title={words.title} line={words.line}>
      <Reading of={read}>{(credentials) => (credentials.choices.length === 0 ? <p>{credentials.whyNone}</p> : <CredentialForm key={JSON.stringify(credentials.own)} read={credentials} acts={own} again={[['credentials']]} />)}</Reading>
    </Section>
  );
}

/** What is done with a sign-in: one's own, or by an administrator a colleague's. */
export interface CredentialActs {
  save: (body: { connectionId: string; settings: Record<string, string> }) => Promise<unknown>;
  test: () => Promise<{ ok: boolean; words: string }>;
  remove: () => Promise<unknown>;
}

const own: CredentialActs = {
  save: (body) => call('PUT /session/credentials', { body }),
  test: () => call('POST /session/credentials/test'),
  remove: () => call('DELETE /session/credentials'),
};

/** A sign-in with its test; a saved password is masked until it is replaced. */
export function CredentialForm({ read: { choices, own }, acts, again }: { read: Read; acts: CredentialActs; again: unknown[][] }) {
  const [connectionId, setConnection] = useState(own?.connectionId ?? choices[0]!.connectionId);
  const choice = choices.find((each) => each.connectionId === connectionId) ?? choices[0]!;
  const saved = own?.connectionId === connectionId ? own : undefined;
  const [typed, setTyped] = useState(() => typedOf(choice.fields, saved));
  const [tried, setTried] = useState(false);
  const faults = faultsOf(choice.fields, typed);
  const save = useChange(() => acts.save({ connectionId, settings: settingsOf(typed) }), { done: words.saved, again });
  const test = useChange(() => acts.test(), { done: (answer) => answer.words, again });
  const remove = useChange(() => acts.remove(), { done: words.removed, again });
  const submit = (event: FormEvent) => { event.preventDefault(); setTried(true); if (Object.keys(faults).length === 0) save.mutate(undefined); };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={480}>
        {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
        {choices.length > 1 && <NativeSelect label={words.provider} value={connectionId} onChange={(event) => { setConnection(event.currentTarget.value); setTyped({}); }} data={choices.map((each) => ({ value: each.connectionId, label: `${each.name} (${each.provider})` }))} />}
        {choice.fields.map((field) => (
          <SettingField key={`${connectionId} ${field.name}`} field={field} value={typed[field.name] ?? (isKept(field, saved) ? undefined : '')} onChange={(value) => setTyped((now) => ({ ...now, [field.name]: value }))}
            fault={tried || typed[field.name] ? faults[field.name] : undefined}
            onKeep={isKept(field, saved) ? () => setTyped(({ [field.name]: _, ...rest }) => rest) : undefined} />
        ))}
        {own && <p role="status">{own.test ? <>{own.test.ok ? words.works : words.refused}: {own.test.words} <Time at={own.test.at} as="moment" /></> : words.notTested}</p>}
        <Group justify="flex-end">
          {own && <Button variant="default" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>{words.remove}</Button>}
          {own && <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>{words.test}</Button>}
          <Button type="submit" loading={save.isPending}>{words.submit}</Button>
        </Group>
      </Stack>
    </form>
  );
}
