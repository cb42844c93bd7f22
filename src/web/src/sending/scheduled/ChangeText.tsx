import { TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ScheduledItem } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { scheduledWords as words } from '../pageWords';
import { inputOf } from '../window/text/when';

/** The words and the time of one text, or of a broadcast, that has not gone. */
export function ChangeText({ item, onClose }: { item: ScheduledItem; onClose: () => void }) {
  const many = item.kind === 'broadcast';
  // Many have as many moments as there are zones among them: no field shows them all.
  const before = item.at && !many ? inputOf(new Date(item.at)) : '';
  const [body, setBody] = useState(item.body);
  const [at, setAt] = useState(before);
  const save = () => {
    const words = body === item.body ? undefined : body, moved = at !== before && at !== '';
    return many ? call('PATCH /broadcasts/{id}', { path: { id: item.id }, body: { body: words, localTime: moved ? `${at}:00` : undefined } })
      : call('PATCH /messages/{id}', { path: { id: item.id }, body: { body: words, sendAt: moved ? new Date(at).toISOString() : undefined } });
  };
  return (
    <FormDialog title={item.title} action={words.save} disabled={body.trim() === ''} again={[['scheduled'], ['broadcasts']]} onSubmit={save} onClose={onClose}>
      <Textarea label={words.text} autosize minRows={3} maxRows={10} value={body} data-autofocus onChange={(event) => setBody(event.currentTarget.value)} />
      <TextInput type="datetime-local" label={many ? words.newTime : words.at} value={at} onChange={(event) => setAt(event.currentTarget.value)} />
    </FormDialog>
  );
}
