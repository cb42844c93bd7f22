import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../../api/client';
import { wordsOfProblem } from '../../../api/problem';
import type { Person } from '../../../api/types';
import { useMay, firstNameOf } from '../../../session/session';
import { formWords } from '../../../shared/form/words';
import { kindsOf, pathOfKind } from '../../kinds';
import { peopleWords } from '../../words';
import { useHistoryCount } from '../history/reading';
import { recordWords as words } from '../words';

/** Offers the lock first; deleting asks again, with a reason (GH-23). */
export function DeleteDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [deleting, setDeleting] = useState(false);
  const mayLock = useMay('edit_people') && !person.locked;
  const queries = useQueryClient();
  const [, go] = useLocation();
  const texts = useHistoryCount(person.id);
  const path = { id: person.id }, body = { reason: reason.trim() };
  const lock = useMutation({
    mutationFn: () => call('POST /people/{id}/lock', { path, body }),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['people'] }); notifications.show({ message: peopleWords.lockDone }); onClose(); },
  });
  const remove = useMutation({
    mutationFn: () => call('POST /people/{id}/delete', { path, body }),
    onSuccess: () => {
      // Away from the record first: reading it again would only find that it is gone
      go(pathOfKind(kindsOf(person)[0] ?? 'candidate'));
      queries.removeQueries({ queryKey: ['people', 'record', person.id] });
      void queries.invalidateQueries({ queryKey: ['people'] });
      notifications.show({ message: words.deleted });
    },
  });
  const problem = lock.error ?? remove.error;
  const busy = lock.isPending || remove.isPending, empty = body.reason === '';
  return (
    <Modal opened onClose={onClose} title={words.deleteTitle(firstNameOf(person.firstName || person.name))} size={460} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack gap="md">
        <Text c="dimmed" size="sm">{words.deleteLine(texts ?? 0)}</Text>
        {problem && <Alert color="red" role="alert">{wordsOfProblem(problem)}</Alert>}
        <Textarea label={words.deleteReason} description={deleting || !mayLock ? words.deleteReasonHint : words.lockReasonHint} data-autofocus autosize minRows={2} maxLength={300}
          value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group justify="space-between" gap="xs">
          {deleting || !mayLock
            ? <Button color="red" variant="light" loading={remove.isPending} disabled={busy || empty} onClick={() => remove.mutate()}>{words.deleteForGood}</Button>
            : <Button color="red" variant="subtle" disabled={busy} onClick={() => setDeleting(true)}>{words.delete}</Button>}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>{formWords.cancel}</Button>
            {mayLock && <Button loading={lock.isPending} disabled={busy || empty} onClick={() => lock.mutate()}>{words.lock}</Button>}
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
