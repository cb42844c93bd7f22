import { NativeSelect, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../../api/client';
import type { Audience } from '../../../api/recordTypes';
import { FormDialog } from '../../../shared/form/FormDialog';
import { useActionCodes } from '../../reading';
import { gridWords as words } from '../words';

/** Writes a note with an action on the records of whoever is meant, without texting. */
export function LogDialog({ audience, count, onClose }: { audience: Audience; count: number; onClose: () => void }) {
  const actions = useActionCodes().data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const action = chosen ?? actions[0] ?? '';
  const log = async () => {
    const done = await call('POST /people/notes', { body: { ...audience, action, words: note.trim() } });
    notifications.show({ message: words.logDone(done.logged, done.action) });
  };
  return (
    <FormDialog title={words.logTitle(count)} line={words.logLine} action={words.logMessage} disabled={action === ''} onSubmit={log} onClose={onClose} again={[['people'], ['hotlists']]}>
      <NativeSelect label={words.action} data-autofocus data={actions} value={action} onChange={(event) => setChosen(event.currentTarget.value)} />
      <Textarea label={words.note} autosize minRows={3} maxRows={10} maxLength={4000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
