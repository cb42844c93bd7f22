import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { adminWords as words } from '../words';

export interface Part { part: 'lines' | 'accounts'; id: string; name: string }

const again = [['lines'], ['accounts'], ['conversation'], ['health']];

/** Lets the texts of one line or account go again. */
export const useResume = ({ part, id, name }: Part) =>
  useChange(() => call(`POST /${part}/{id}/resume`, { path: { id } }), { done: words.partResumed(name), again });

/** Holds the texts of one line or account, with the reason everybody there reads. */
export function PauseDialog({ part, id, name, onClose }: Part & { onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog title={words.pausePartTitle(name)} line={words.pausePartLine} action={words.pausePart} danger disabled={reason.trim() === ''} again={again} onClose={onClose}
      onSubmit={() => call(`POST /${part}/{id}/pause`, { path: { id }, body: { reason: reason.trim() } })}>
      <Textarea label={words.reason} description={words.reasonHint} data-autofocus autosize minRows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
