import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { hasCode, wordsOfProblem } from '../../api/problem';
import { formWords } from '../../shared/form/words';
import { phoneWords } from '../../shared/words/phone';
import { useUsers } from '../reading';
import { useTextingUsers } from './reading';
import { textingWords as words } from './words';

/** One user and her number. Save appears when both are there; a colleague's number is shared only after it was said. */
export function GiveNumber({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const users = useUsers().data ?? [], having = useTextingUsers().data ?? [];
  const [userId, setUserId] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const present = having.find((each) => each.userId === userId);
  const choose = (id: string | null) => {
    setUserId(id);
    const known = having.find((each) => each.userId === id);
    if (known) setNumber(phoneWords(known.number));
  };
  const save = useMutation({
    mutationFn: (share: boolean) => call('PUT /texting/users/{id}', { path: { id: userId! }, body: { number: number.trim(), share } }),
    onSuccess: async () => {
      await Promise.all([['texting'], ['lines'], ['users'], ['session']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onClose();
    },
  });
  const shared = hasCode(save.error, 'number_shared');
  const submit = (event: FormEvent) => { event.preventDefault(); if (userId && number.trim()) save.mutate(shared); };
  return (
    <Modal opened onClose={onClose} title={words.addTitle} closeButtonProps={{ 'aria-label': formWords.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {save.isError && <Alert color={shared ? 'yellow' : 'red'} role="alert">{wordsOfProblem(save.error)}</Alert>}
          <Select label={words.user} data-autofocus searchable value={userId} onChange={choose} data={users.filter((user) => user.isActive !== false).map((user) => ({ value: user.id, label: user.name }))} />
          <TextInput label={words.number} description={words.numberHint} type="tel" value={number} onChange={(event) => { setNumber(event.currentTarget.value); save.reset(); }} />
          {present && <Text size="sm" c="dimmed">{words.replaces(present.name, phoneWords(present.number))}</Text>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{formWords.cancel}</Button>
            {userId && number.trim() !== '' && <Button type="submit" loading={save.isPending}>{shared ? words.share : words.save}</Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
