import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import type { SupportContact } from '../../api/adminTypes';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { useChange } from '../../shared/form/useChange';
import { useSupport } from '../../support/AskSupport';
import { supportWords as words } from '../../support/words';

/** Whom the organisation's people ask when something does not work. */
export function SupportSection() {
  const support = useSupport();
  return <Section title={words.section} line={words.sectionLine}><Reading of={support}>{(saved) => <Form key={JSON.stringify(saved)} saved={saved} />}</Reading></Section>;
}

function Form({ saved }: { saved: SupportContact }) {
  const [typed, setTyped] = useState({ name: saved.name ?? '', email: saved.email ?? '', phone: saved.phone ?? '', note: saved.note ?? '' });
  const save = useChange(() => call('PUT /support', { body: typed }), { done: words.saved, again: [['support']] });
  const field = (name: keyof typeof typed) => ({ label: words[name], value: typed[name], onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => { const { value } = event.currentTarget; setTyped((now) => ({ ...now, [name]: value })); } });
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={480}>
        <TextInput {...field('name')} maxLength={80} />
        <TextInput {...field('email')} type="email" />
        <TextInput {...field('phone')} type="tel" />
        <Textarea {...field('note')} description={words.noteHint} maxLength={300} autosize minRows={2} />
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{words.save}</Button></Group>
      </Stack>
    </form>
  );
}
