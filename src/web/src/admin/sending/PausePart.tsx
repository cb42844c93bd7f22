import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Paused } from '../../api/adminTypes';
import { adminWords as words } from '../words';
import { PauseDialog, useResume, type Part } from './PauseDialog';

/** Holds the texts of one line or account, or lets them go again. */
export function PausePart({ paused, ...part }: Part & { paused: Paused | null }) {
  const [asking, setAsking] = useState(false);
  const resume = useResume(part);
  if (paused) return <Button size="sm" variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden="true" />} loading={resume.isPending} onClick={() => resume.mutate(undefined)} aria-label={`${words.resumePart}: ${part.name}`}>{words.resumePart}</Button>;
  return (
    <>
      <Button size="sm" variant="default" leftSection={<IconPlayerPause size={16} aria-hidden="true" />} onClick={() => setAsking(true)} aria-label={`${words.pausePart}: ${part.name}`}>{words.pausePart}</Button>
      {asking && <PauseDialog {...part} onClose={() => setAsking(false)} />}
    </>
  );
}
