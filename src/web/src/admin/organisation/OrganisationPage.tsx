import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import type { OrganisationSettings } from '../../api/adminTypes';
import { useSession } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { phoneWords } from '../../shared/words/phone';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useOrganisation } from '../reading';
import { adminWords as words } from '../words';
import { SupportSection } from './SupportSection';
import { ZoneField } from '../ZoneField';

/** What holds for the whole agency. */
export default function OrganisationPage() {
  const organisation = useOrganisation();
  return (
    <AdminPage title={words.organisation} line={words.organisationLine}>
      <Section><Reading of={organisation}>{(saved) => <Form key={saved.id} saved={saved} />}</Reading></Section>
      <SupportSection />
      <RemoveDemo />
    </AdminPage>
  );
}

function Form({ saved }: { saved: OrganisationSettings }) {
  const [name, setName] = useState(saved.name);
  const [timeZone, setTimeZone] = useState<string | null>(saved.timeZone);
  const [phone, setPhone] = useState(saved.phone ? phoneWords(saved.phone) : '');
  const [minutes, setMinutes] = useState<number | string>(saved.replyMinutes);
  const replyMinutes = Number(minutes), fine = Number.isInteger(replyMinutes) && replyMinutes >= 1 && replyMinutes <= 1440;
  const save = useChange(
    () => call('PUT /organisation', { body: { name: name.trim(), timeZone: timeZone ?? saved.timeZone, phone: phone.trim() || null, replyMinutes } }),
    { done: words.saved, again: [['organisation'], ['session'], ['accounts']] },
  );
  const submit = (event: FormEvent) => { event.preventDefault(); if (fine && name.trim() !== '') save.mutate(undefined); };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={480}>
        <TextInput label={words.organisationName} maxLength={80} value={name} error={name.trim() === '' && words.nameMistake} onChange={(event) => setName(event.currentTarget.value)} />
        <ZoneField label={words.timeZone} value={timeZone} onChange={setTimeZone} />
        <TextInput label={words.phone} description={words.phoneHint} type="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
        <NumberInput label={words.replyMinutes} description={words.replyHint} min={1} max={1440} suffix=" min" value={minutes} onChange={setMinutes} error={!fine && words.replyMistake} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending} disabled={!fine || name.trim() === ''}>{words.save}</Button></Group>
      </Stack>
    </form>
  );
}

function RemoveDemo() {
  const { organisations, organisation } = useSession();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const demo = organisations.find((each) => each.isDemo);
  // Only beside an agency of one's own: there would be nowhere to stand otherwise
  if (!demo || organisation.isDemo) return null;
  const remove = () => call('DELETE /organisations/{id}', { path: { id: demo.id } }).then(() => queries.resetQueries());
  return (
    <Section title={words.removeDemo} line={words.removeDemoLine} action={<Button color="red" variant="light" onClick={() => setAsking(true)}>{words.removeDemo}</Button>}>
      {asking && <FormDialog title={words.removeDemoTitle} line={words.removeDemoLine} action={words.removeDemo} danger onSubmit={remove} onClose={() => setAsking(false)} />}
    </Section>
  );
}
