import { Alert, Button, Group, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { address, call } from '../../../api/client';
import type { ImportProgress } from '../../../api/peopleTypes';
import { FormDialog } from '../../../shared/form/FormDialog';
import { Reading } from '../../../shared/page/Reading';
import { Section } from '../../../shared/page/Section';
import { pathOfKind } from '../../kinds';
import styles from '../Import.module.css';
import { isOver, percentOf, timeLeft } from '../progress';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

/** The import while it runs, and what came of it. */
export function ResultStep({ work }: { work: Import }) {
  const id = work.file!.id;
  const queries = useQueryClient();
  const progress = useQuery({
    queryKey: ['people-import', id],
    queryFn: ({ signal }) => call('GET /people/import/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
  });
  const over = progress.data !== undefined && isOver(progress.data);
  useEffect(() => { if (over) void queries.invalidateQueries({ queryKey: ['people'] }); }, [over, queries]);
  return <Reading of={progress}>{(now) => (isOver(now) ? <Result now={now} work={work} /> : <Running now={now} />)}</Reading>;
}

function Running({ now }: { now: ImportProgress }) {
  const [asking, setAsking] = useState(false);
  const began = useRef(Date.now());
  const left = timeLeft(now, Date.now() - began.current);
  const percent = percentOf(now);
  return (
    <Section title={words.running(now.doneRows, now.totalRows)} line={words.runningLine} action={<Button variant="default" onClick={() => setAsking(true)}>{words.cancel}</Button>}>
      <Progress value={percent ?? 100} animated={percent === null} size="lg" radius="xl" aria-label={words.steps.result} />
      <p className={styles.left} role="status">{left && words.timeLeft(left)}</p>
      {asking && (
        <FormDialog title={words.cancelTitle} line={words.cancelLine} action={words.cancel} danger again={[['people-import']]}
          onSubmit={() => call('POST /people/import/{id}/cancel', { path: { id: now.id } })} onClose={() => setAsking(false)} />
      )}
    </Section>
  );
}

function Result({ now, work }: { now: ImportProgress; work: Import }) {
  const title = { done: words.done, cancelled: words.cancelled, failed: words.failed }[now.state as 'done' | 'cancelled' | 'failed'];
  return (
    <Section title={title}>
      {now.state === 'failed' ? <Alert color="red" role="alert">{now.summary}</Alert> : <p className={styles.summary} role="status">{now.summary}</p>}
      <Group mt="md" gap="xs">
        {now.downloadWords && <Button component="a" href={address('/people/import/{id}/problems.csv', { id: now.id })} download variant="default">{now.downloadWords}</Button>}
        <Button component={Link} href={pathOfKind(work.kind)}>{words.see}</Button>
        <Button variant="default" onClick={work.again}>{words.another}</Button>
      </Group>
    </Section>
  );
}
