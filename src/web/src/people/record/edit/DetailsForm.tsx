import { Alert, Button, Group, NativeSelect, SimpleGrid, Stack, Switch, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../../api/client';
import { wordsOfProblem } from '../../../api/problem';
import type { Person } from '../../../api/types';
import { kindsOf } from '../../kinds';
import { peopleWords as words } from '../../words';
import { useMay } from '../../../session/session';
import { CompanyField } from './CompanyField';
import { changesOf, detailsOf, mistakeOf, type Details } from './fields';
import { KindsField } from './KindsField';
import { useReps } from './useReps';
import { useOwnFields } from '../../reading';

/** Changes a record's details; only what was changed is sent. */
export function DetailsForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const [before] = useState(() => detailsOf(person, kindsOf(person)));
  const [now, setNow] = useState(before);
  const set = <K extends keyof Details>(field: K, value: Details[K]) => setNow((was) => ({ ...was, [field]: value }));
  const mistake = mistakeOf({ ...now, cell: person.number?.display ?? '' });
  const save = useMutation({
    mutationFn: () => call('PATCH /people/{id}', { path: { id: person.id }, body: changesOf(before, now) }),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['people'] }); onClose(); },
  });
  const submit = (event: FormEvent) => { event.preventDefault(); if (!mistake) save.mutate(); };
  const box = (field: 'firstName' | 'lastName' | 'email' | 'title' | 'externalId' | 'city' | 'state' | 'zip' | 'department' | 'status' | 'customerId' | 'ssnLastFour') => ({
    label: words.fields[field], value: now[field], error: mistake?.field === field && mistake.words,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set(field, event.currentTarget.value),
  });
  const maySeeSsn = useMay('see_ssn');
  const reps = useReps(person);
  const own = useOwnFields();
  const languages = [{ value: '', label: words.languageAuto }, ...Object.entries(words.languages).map(([value, label]) => ({ value, label }))];
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput autoFocus {...box('firstName')} />
          <TextInput {...box('lastName')} />
          <TextInput type="email" {...box('email')} />
          <TextInput {...box('title')} />
          <CompanyField label={words.fields.company} value={now.company} onChange={(company) => set('company', company)} />
          <NativeSelect label={words.fields.language} data={languages} value={now.language} onChange={(event) => set('language', event.currentTarget.value)} />
          <TextInput {...box('city')} />
          <Group grow gap="sm"><TextInput {...box('state')} /><TextInput {...box('zip')} /></Group>
          <TextInput {...box('externalId')} />
          <TextInput {...box('customerId')} disabled={now.company.trim() === ''} />
          <TextInput {...box('department')} />
          <TextInput {...box('status')} />
          <NativeSelect label={words.fields.rep} data={reps} value={now.repId} onChange={(event) => set('repId', event.currentTarget.value)} />
          {maySeeSsn && <TextInput inputMode="numeric" maxLength={4} autoComplete="off" {...box('ssnLastFour')} />}
          {own.map(({ key, name }) => (
            <TextInput key={key} label={name} maxLength={500} value={now.own[key] ?? ''} onChange={(event) => set('own', { ...now.own, [key]: event.currentTarget.value })} />
          ))}
        </SimpleGrid>
        <KindsField value={now.kinds} onChange={(kinds) => set('kinds', kinds)} />
        <Textarea label={words.fields.notes} autosize minRows={3} maxRows={12} value={now.notes} onChange={(event) => set('notes', event.currentTarget.value)} />
        <Group gap="lg">
          <Switch label={words.fields.isActive} checked={now.isActive} onChange={(event) => set('isActive', event.currentTarget.checked)} />
          <Switch label={words.fields.isAssigned} checked={now.isAssigned} onChange={(event) => set('isAssigned', event.currentTarget.checked)} />
          <Switch label={words.fields.hasResume} checked={now.hasResume} onChange={(event) => set('hasResume', event.currentTarget.checked)} />
        </Group>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" loading={save.isPending} disabled={mistake !== null}>{words.save}</Button>
        </Group>
      </Stack>
    </form>
  );
}
