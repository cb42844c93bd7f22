import { TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ScheduledItem } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { scheduledWords as words } from '../pageWords';
import { inputOf } from '../window/text/when';

/** The words and the time of one text that has not gone. */
export function ChangeText({ item, onClose }: { item: ScheduledItem; onClose: () => void }) {
  const before = item.at ? inputOf(new Date(item.at)) : '';
  const [body, setBody] = useState(item.body);
  const [at, setAt] = useState(before);
  const save = () => call('PATCH /messages/{id}', { path: { id: item.id }, body: { body: body === item.body ? undefined : body, sendAt: at === before || at === '' ? undefined : new Date(at).toISOString() } });
  return (
    <FormDialog title={item.title} action={words.save} disabled={body.trim() === ''} again={[['scheduled']]} onSubmit={save} onClose={onClose}>
      <Textarea label={words.text} autosize minRows={3} maxRows={10} value={body} data-autofocus onChange={(event) => setBody(event.currentTarget.value)} />
      <TextInput type="datetime-local" label={words.at} value={at} onChange={(event) => setAt(event.currentTarget.value)} />
    </FormDialog>
  );
}
