import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Line } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import type { Verification } from '../routes';
import { verificationWords as words } from './words';

const choices = (['not_confirmed', 'under_review', 'verified', 'refused'] as const).map((value) => ({ value, label: words.states[value] }));

/** How a line stands with its carriers: asked from the provider, or entered as its pages show. */
export function VerifyLine({ line, onClose }: { line: Line; onClose: () => void }) {
  const now = line.verification;
  const [state, setState] = useState<Verification>(now.state === 'not_needed' ? 'verified' : now.state);
  const [campaign, setCampaign] = useState(now.campaign ?? '');
  const [note, setNote] = useState('');
  const ask = useChange(() => call('POST /lines/{id}/verification/ask', { path: { id: line.id } }), { done: (read) => read.verification.words, again: [['lines']], onDone: onClose });
  return (
    <FormDialog title={words.title(line.name)} line={words.line} action={words.save} again={[['lines']]} onClose={onClose}
      onSubmit={() => call('PUT /lines/{id}/verification', { path: { id: line.id }, body: { verification: state, campaign: campaign.trim() || null, note: note.trim() || null } })}>
      <div><Button variant="default" size="compact-sm" loading={ask.isPending} onClick={() => ask.mutate(undefined)}>{words.ask}</Button></div>
      <NativeSelect label={words.state} data-autofocus data={choices} value={state} onChange={(event) => setState(event.currentTarget.value as Verification)} />
      {line.kind === 'long_code' && <TextInput label={words.campaign} description={words.campaignHint} maxLength={100} value={campaign} onChange={(event) => setCampaign(event.currentTarget.value)} />}
      <Textarea label={words.note} description={words.noteHint} maxLength={500} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
