import { Button, Group, Modal, Stack, Text, type ModalProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice';
import { formWords as words } from './words';

interface Props {
  title: string;
  line?: ReactNode;
  /** What the button says: a verb. */
  action: string;
  danger?: boolean;
  disabled?: boolean;
  size?: ModalProps['size'];
  /** The sheet shows what came of it instead of closing. */
  keepOpen?: boolean;
  /** Keys of what is to be read again afterwards. */
  again?: unknown[][];
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
}

/** A sheet with a few fields and one verb; a refusal stands above the fields in the server's words, nothing typed is lost. */
export function FormDialog({ title, line, action, danger, disabled, size = 460, keepOpen = false, again = [], onSubmit, onClose, children }: Props) {
  const queries = useQueryClient();
  const submit = useMutation({
    mutationFn: onSubmit,
    onSuccess: async () => {
      await Promise.all(again.map((queryKey) => queries.invalidateQueries({ queryKey })));
      if (!keepOpen) onClose();
    },
  });
  const press = (event: FormEvent) => { event.preventDefault(); event.stopPropagation(); if (!disabled) submit.mutate(); };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': words.close }}>
      <form onSubmit={press} noValidate>
        <Stack gap="md">
          {line && <Text c="dimmed" size="sm" component="div">{line}</Text>}
          {submit.isError && <ProblemNotice of={submit.error} />}
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{words.cancel}</Button>
            <Button type="submit" color={danger ? 'red' : undefined} loading={submit.isPending} disabled={disabled}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
