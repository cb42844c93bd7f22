import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../api/client';
import type { TakenBy } from '../api/peopleTypes';
import { HowTheySaid } from '../people/record/HowTheySaid';
import { FormDialog } from '../shared/form/FormDialog';
import { complianceWords as words } from './words';

/** Records an opt-out of a number, with or without a record of its person. */
export function AddOptOut({ onClose }: { onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [said, setSaid] = useState<{ how: TakenBy; words: string }>({ how: 'phone', words: '' });
  const record = () => call('POST /opt-outs', { body: { number: number.trim(), how: said.how, words: said.words.trim() } }).then(() => notifications.show({ message: words.recorded }));
  return (
    <FormDialog title={words.add} line={words.addLine} action={words.record} disabled={number.replace(/\D/g, '').length < 7 || said.words.trim() === ''}
      onSubmit={record} onClose={onClose} again={[['opt-outs'], ['people'], ['conversation']]}>
      <TextInput label={words.number} description={words.numberHint} type="tel" data-autofocus value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
      <HowTheySaid value={said} onChange={setSaid} />
    </FormDialog>
  );
}
