import { Button, Checkbox, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../api/client';
import type { Audience } from '../../api/recordTypes';
import { ErrorState } from '../../shared/ErrorState';
import { useChange } from '../../shared/form/useChange';
import type { Run } from './routes';
import { lookUpWords as words } from './words';

/** Looks up the numbers of whoever is meant: first what it would cost, then how far it is. */
export function LookUpDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const [run, setRun] = useState<Run | null>(null);
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': words.close }}>
      {run ? <Watch started={run} onClose={onClose} /> : <Ask audience={audience} onStarted={setRun} />}
    </Modal>
  );
}

function Ask({ audience, onStarted }: { audience: Audience; onStarted: (run: Run) => void }) {
  const [again, setAgain] = useState(false);
  const preview = useQuery({ queryKey: ['look-up', audience, again], queryFn: () => call('POST /number-look-ups', { body: { ...audience, again, preview: true } }), retry: false });
  const start = useChange(() => call('POST /number-look-ups', { body: { ...audience, again } }), { onDone: ({ run }) => run && onStarted(run) });
  if (preview.isError) return <ErrorState problem={preview.error} onRetry={() => void preview.refetch()} />;
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">{words.line}</Text>
      {preview.data && <Text aria-live="polite">{words.preview(preview.data.numbers, preview.data.known, preview.data.price)} {words.left(preview.data.left)}</Text>}
      <Checkbox label={words.again} checked={again} onChange={(event) => setAgain(event.currentTarget.checked)} />
      <Group justify="flex-end"><Button loading={start.isPending} disabled={!preview.data?.numbers || preview.data.left === 0} onClick={() => start.mutate(undefined)}>{words.start}</Button></Group>
    </Stack>
  );
}

function Watch({ started, onClose }: { started: Run; onClose: () => void }) {
  const queries = useQueryClient();
  const { data: run = started } = useQuery({
    queryKey: ['look-up', started.id], queryFn: ({ signal }) => call('GET /number-look-ups/{id}', { path: { id: started.id }, signal }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 1_000),
  });
  const stop = useChange(() => call('POST /number-look-ups/{id}/stop', { path: { id: started.id } }), { again: [['look-up', started.id]] });
  const over = run.state !== 'running';
  useEffect(() => { if (over) void queries.invalidateQueries({ queryKey: ['people'] }); }, [over, queries]);
  return (
    <Stack gap="md">
      <Text fw={600} role="status">{words.state[run.state]}</Text>
      <Progress aria-label={words.progress} value={(run.done / Math.max(1, run.numbers)) * 100} />
      <Text size="sm">{words.found(run.done, run.numbers, run.landlines, run.unanswered)}</Text>
      <Group justify="flex-end">
        {!over && <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>{words.stop}</Button>}
        <Button onClick={onClose}>{words.close}</Button>
      </Group>
    </Stack>
  );
}
