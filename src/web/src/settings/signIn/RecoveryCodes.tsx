import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CopyField } from '../../shared/form/CopyField';
import { formWords } from '../../shared/form/words';
import { signInWords as words } from './words';

/** Recovery codes, shown once; a stray click does not close them. */
export function RecoveryCodes({ codes, again, onClose }: { codes: string[]; again: unknown[][]; onClose: () => void }) {
  const queries = useQueryClient();
  // Only now: reading again before could take this very sheet away
  const close = () => { onClose(); again.forEach((queryKey) => void queries.invalidateQueries({ queryKey })); };
  return (
    <Modal opened onClose={close} title={words.recoveryTitle} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack>
        <Text c="dimmed" size="sm">{words.recoveryLine}</Text>
        <CopyField block label={words.recoveryCodes} value={codes.join('\n')} />
        <Group justify="flex-end"><Button onClick={close}>{words.saved}</Button></Group>
      </Stack>
    </Modal>
  );
}
