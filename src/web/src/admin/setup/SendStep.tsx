import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SetUpKey } from './routes';
import { call } from '../../api/client';
import { CopyField } from '../../shared/form/CopyField';
import { useChange } from '../../shared/form/useChange';
import { formWords } from '../../shared/form/words';
import { useMail } from '../reading';
import { setUpWords as words } from './words';

/** Gives one row to somebody without an account: a link to copy, or mailed. */
export function SendStep({ step, onClose }: { step: SetUpKey; onClose: () => void }) {
  const mail = useMail();
  const [email, setEmail] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const make = useChange((to: string | null) => call('POST /set-up/{step}/link', { path: { step }, body: { email: to } }), {
    again: [['set-up-links']],
    onDone: (made) => setLink(made.address),
  });
  const mailed = make.isSuccess && make.variables !== null;
  return (
    <Modal opened onClose={onClose} title={words.sendTitle(words.rows[step].name)} size={520} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack>
        <Text c="dimmed" size="sm">{words.sendLine}</Text>
        {mailed && <Alert color="green" role="status">{words.stepMailed(make.variables!)}</Alert>}
        {link && !mailed && <Stack gap={4}><Text size="sm" fw={500} aria-hidden="true">{words.stepLink}</Text><CopyField label={words.stepLink} value={link} /></Stack>}
        {!link && mail.data?.server && (
          <Group align="end" gap="xs">
            <TextInput style={{ flex: 1 }} type="email" label={words.stepEmail} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <Button disabled={email.trim() === ''} loading={make.isPending && make.variables !== null} onClick={() => make.mutate(email.trim())}>{words.mailStep}</Button>
          </Group>
        )}
        <Group justify="flex-end" gap="xs">
          {!link && <Button variant={mail.data?.server ? 'default' : 'filled'} loading={make.isPending && make.variables === null} onClick={() => make.mutate(null)}>{words.makeStepLink}</Button>}
          <Button variant="default" onClick={onClose}>{link ? formWords.done : formWords.cancel}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
