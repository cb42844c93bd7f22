import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import type { PersonRow } from '../../api/types';
import { firstNameOf } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { peopleWords as words } from '../words';

/** Locks a person with a reason everyone reads, or unlocks. */
export function LockDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const path = { id: person.id }, first = firstNameOf(person.name);
  const again = [['people'], ['conversation']];
  if (person.locked) {
    const unlock = () => call('POST /people/{id}/unlock', { path }).then(() => notifications.show({ message: words.unlockDone }));
    return <FormDialog title={words.unlockTitle(first)} line={words.unlockLine(person.locked.reason)} action={words.unlock} onSubmit={unlock} onClose={onClose} again={again} />;
  }
  const lock = () => call('POST /people/{id}/lock', { path, body: { reason: reason.trim() } }).then(() => notifications.show({ message: words.lockDone }));
  return (
    <FormDialog title={words.lockTitle(first)} line={words.lockLine} action={words.lock} disabled={reason.trim() === ''} onSubmit={lock} onClose={onClose} again={again}>
      <Textarea label={words.lockReason} description={words.lockReasonHint} data-autofocus autosize minRows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
