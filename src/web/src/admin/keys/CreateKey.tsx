import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';

/** Makes a key; the page shows it once. */
export function CreateKey({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const create = async () => onMade((await call('POST /api-keys', { body: { name: name.trim() } })).key);
  return (
    <FormDialog title={words.createTitle} action={words.create} disabled={name.trim() === ''} onSubmit={create} onClose={onClose} again={[['api-keys']]}>
      <TextInput label={words.keyName} description={words.keyNameHint} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  );
}
