import { Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import { CompanyField } from '../../people/record/edit/CompanyField';
import { FormDialog } from '../../shared/form/FormDialog';
import { BranchField } from '../BranchField';
import type { Posting } from '../routes';
import { jobsWords as words } from '../words';

/** Writes a new posting and opens it, or changes one. */
export function PostingForm({ posting, onClose }: { posting?: Posting; onClose: () => void }) {
  const [typed, setTyped] = useState({
    title: posting?.title ?? '', company: posting?.company ?? '', branchId: posting?.branch.id ?? '', location: posting?.location ?? '', pay: posting?.pay ?? '', description: posting?.description ?? '',
  });
  const [, go] = useLocation();
  const set = (change: Partial<typeof typed>) => setTyped((now) => ({ ...now, ...change }));
  const save = async () => {
    const body = { ...typed, branchId: typed.branchId === '' ? undefined : typed.branchId };
    if (posting) return call('PATCH /postings/{id}', { path: { id: posting.id }, body });
    const { id } = await call('POST /postings', { body });
    go(`/jobs/postings/${id}`);
  };
  return (
    <FormDialog title={posting ? words.editPosting : words.newPosting} action={posting ? words.save : words.create} size={560} disabled={typed.title.trim() === ''} again={[['jobs']]} onSubmit={save} onClose={onClose}>
      <TextInput label={words.title} data-autofocus required value={typed.title} onChange={(event) => set({ title: event.currentTarget.value })} />
      <Group grow align="flex-start" gap="sm">
        <CompanyField label={words.client} value={typed.company} onChange={(company) => set({ company })} />
        <BranchField value={typed.branchId} onChange={(branchId) => set({ branchId })} />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <TextInput label={words.location} value={typed.location} onChange={(event) => set({ location: event.currentTarget.value })} />
        <TextInput label={words.pay} placeholder={words.payHint} value={typed.pay} onChange={(event) => set({ pay: event.currentTarget.value })} />
      </Group>
      <Textarea label={words.description} description={words.clientLine} autosize minRows={3} maxRows={10} value={typed.description} onChange={(event) => set({ description: event.currentTarget.value })} />
    </FormDialog>
  );
}
