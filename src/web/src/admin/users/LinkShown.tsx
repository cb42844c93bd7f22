import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { CopyField } from '../../shared/form/CopyField';
import { formWords } from '../../shared/form/words';
import { adminWords as words } from '../words';

/** A one-time link, shown once. */
export function LinkShown({ name, link, onClose }: { name: string; link: string | null; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={link ? words.linkTitle(name) : name} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack>
        <Text c="dimmed" size="sm">{link ? words.linkLine : words.known(name)}</Text>
        {link && <CopyField label={words.link} value={link} />}
        <Group justify="flex-end"><Button onClick={onClose}>{formWords.done}</Button></Group>
      </Stack>
    </Modal>
  );
}
