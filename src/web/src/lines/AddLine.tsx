import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../api/client';
import { FormDialog } from '../shared/form/FormDialog';
import { isAreaCode } from './areaCode';
import { linesWords as words } from './words';

/** Makes a line whose texts stay inside Rosterline; the carrier gives a free number. */
export function AddLine({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [typed, setTyped] = useState('');
  const code = typed.trim(), wrong = code !== '' && !isAreaCode(code);
  const add = () => call('POST /lines/simulated', { body: { name: name.trim(), ...(code === '' ? {} : { areaCode: Number(code) }) } });
  return (
    <FormDialog title={words.addTitle} line={words.addLine} action={words.create} disabled={name.trim() === '' || wrong} again={[['lines'], ['session'], ['connections']]} onSubmit={add} onClose={onClose}>
      <TextInput label={words.name} description={words.nameHint} data-autofocus maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label={words.areaCode} description={words.areaCodeHint} inputMode="numeric" maxLength={3} value={typed} error={wrong && code.length === 3 && words.areaCodeMistake}
        onChange={(event) => setTyped(event.currentTarget.value)} />
    </FormDialog>
  );
}
