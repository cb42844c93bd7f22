import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { call } from '../../api/client';
import { CopyField } from '../../shared/form/CopyField';
import { formWords } from '../../shared/form/words';
import { useChange } from '../../shared/form/useChange';
import { useMail } from '../reading';
import { adminWords as words } from '../words';

interface Props { user: { id: string; name: string }; link: string | null; onClose: () => void }

/** A one-time link, shown once, or mailed where a mail server is set up. */
export function LinkShown({ user: { id, name }, link, onClose }: Props) {
  const mail = useMail();
  const send = useChange(() => call('POST /users/{id}/invitation', { path: { id } }), { done: words.mailed(name), onDone: onClose });
  return (
    <Modal opened onClose={onClose} title={link ? words.linkTitle(name) : name} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack>
        <Text c="dimmed" size="sm">{link ? words.linkLine : words.known(name)}</Text>
        {link && <CopyField label={words.link} value={link} />}
        <Group justify="flex-end">
          {link && mail.data?.server && <Button variant="default" loading={send.isPending} onClick={() => send.mutate(undefined)}>{words.mailLink}</Button>}
          <Button onClick={onClose}>{formWords.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
