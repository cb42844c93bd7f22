import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { frameWords as words } from '../words';

const common = [
  'America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu',
];

/** Creates a second organisation beside the demo and moves into it. */
export function OwnAgency({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(here);
  const start = useMutation({
    mutationFn: async () => {
      const { id } = await call('POST /organisations', { body: { name: name.trim(), timeZone } });
      await call('POST /session/organisation', { body: { organisationId: id } });
    },
    onSuccess: () => { onClose(); return queries.resetQueries(); },
  });
  const submit = (event: FormEvent) => { event.preventDefault(); start.mutate(); };
  return (
    <Modal opened onClose={onClose} title={words.agencyTitle} closeButtonProps={{ 'aria-label': words.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{words.agencyLine}</Text>
          {start.isError && <Alert color="red" role="alert">{wordsOfProblem(start.error)}</Alert>}
          <TextInput label={words.agencyName} required withAsterisk={false} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select label={words.agencyZone} data={[...new Set([here, ...common])]} value={timeZone} searchable allowDeselect={false}
            onChange={(zone) => setTimeZone(zone ?? here)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words.cancel}</Button>
            <Button type="submit" loading={start.isPending}>{words.agencyStart}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
