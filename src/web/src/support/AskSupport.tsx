import { Button, Modal, Stack } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client';
import { CopyField } from '../shared/form/CopyField';
import { Facts } from '../shared/page/Facts';
import { Reading } from '../shared/page/Reading';
import { supportWords as words } from './words';

export const useSupport = () => useQuery({ queryKey: ['support'], queryFn: ({ signal }) => call('GET /support', { signal }) });

interface Props { about: 'messages' | 'broadcasts' | 'connections'; id: string }

/** Whom to ask about a failure, and what to send along. */
export function AskSupport({ about, id }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconLifebuoy size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>{words.ask}</Button>
      {open && <Modal opened size="lg" zIndex={400} onClose={() => setOpen(false)} title={words.title} closeButtonProps={{ 'aria-label': words.close }}><Inside about={about} id={id} /></Modal>}
    </>
  );
}

function Inside({ about, id }: Props) {
  const support = useSupport();
  const details = useQuery({ queryKey: ['support', about, id], queryFn: ({ signal }) => call(`GET /support/${about}/{id}`, { path: { id }, signal }), staleTime: 0 });
  return (
    <Stack gap="md">
      <Reading of={support} rows={2}>{({ name, email, phone, note }) => (name || email || phone || note
        ? <Facts of={[[words.name, name], [words.email, email && <a href={`mailto:${email}`}>{email}</a>], [words.phone, phone && <a href={`tel:${phone}`}>{phone}</a>], [words.note, note]]} />
        : <p>{words.nobody}</p>)}</Reading>
      <p>{words.line}</p>
      <Reading of={details} rows={4}>{({ text }) => <CopyField block label={words.details} value={text} />}</Reading>
    </Stack>
  );
}
