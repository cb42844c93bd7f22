import { Button, Textarea } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Paused } from '../../api/adminTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { adminWords as words } from '../words';

interface Props { part: 'lines' | 'accounts'; id: string; name: string; paused: Paused | null; size?: 'compact-sm' | 'sm' }

/** Holds the texts of one line or account, or lets them go again. */
export function PausePart({ part, id, name, paused, size = 'sm' }: Props) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const again = [['lines'], ['accounts'], ['conversation'], ['health']];
  const resume = useChange(() => call(`POST /${part}/{id}/resume`, { path: { id } }), { done: words.partResumed(name), again });
  if (paused) return <Button size={size} variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden="true" />} loading={resume.isPending} onClick={() => resume.mutate(undefined)} aria-label={`${words.resumePart}: ${name}`}>{words.resumePart}</Button>;
  return (
    <>
      <Button size={size} variant="default" leftSection={<IconPlayerPause size={16} aria-hidden="true" />} onClick={() => setAsking(true)} aria-label={`${words.pausePart}: ${name}`}>{words.pausePart}</Button>
      {asking && (
        <FormDialog title={words.pausePartTitle(name)} line={words.pausePartLine} action={words.pausePart} danger disabled={reason.trim() === ''} again={again} onClose={() => setAsking(false)}
          onSubmit={() => call(`POST /${part}/{id}/pause`, { path: { id }, body: { reason: reason.trim() } })}>
          <Textarea label={words.reason} description={words.reasonHint} data-autofocus autosize minRows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </FormDialog>
      )}
    </>
  );
}
