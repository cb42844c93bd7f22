import { Alert, Button, Group, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { address, call } from '../api/client';
import { isOver, percentOf } from '../people/import/progress';
import { useChange } from '../shared/form/useChange';
import { Reading } from '../shared/page/Reading';
import { Section } from '../shared/page/Section';
import { phoneWords } from '../shared/words/phone';
import { fullTime } from '../shared/words/time';
import styles from './Moving.module.css';
import type { HistoryStatus } from './routes';
import { movingWords as words } from './words';

/** The import while it runs, what came of it, and the opt-outs that were found. */
export function HistoryResult({ id, onAgain }: { id: string; onAgain: () => void }) {
  const status = useQuery({
    queryKey: ['history-import', id],
    queryFn: ({ signal }) => call('GET /history/import/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
  });
  return <Reading of={status}>{(now) => (isOver(now) ? <><Result now={now} onAgain={onAgain} /><Stops id={id} /></> : <Running now={now} />)}</Reading>;
}

function Running({ now }: { now: HistoryStatus }) {
  const cancel = useChange(() => call('POST /history/import/{id}/cancel', { path: { id: now.id } }), { again: [['history-import']] });
  return (
    <Section title={words.running(now.doneRows, now.totalRows)} line={words.runningLine} action={<Button variant="default" onClick={() => cancel.mutate(undefined)}>{words.cancel}</Button>}>
      <Progress value={percentOf(now) ?? 100} size="lg" radius="xl" aria-label={words.history} />
    </Section>
  );
}

function Result({ now, onAgain }: { now: HistoryStatus; onAgain: () => void }) {
  return (
    <Section title={now.state === 'done' ? words.done : words.history}>
      {now.state === 'failed' ? <Alert color="red" role="alert">{now.summary}</Alert> : <p role="status">{now.summary}</p>}
      <Group gap="xs">
        {now.problems > 0 && <Button component="a" variant="default" download href={address('/history/import/{id}/problems.csv', { id: now.id })}>{words.reasons(now.problems)}</Button>}
        <Button component={Link} href="/inbox">{words.inbox}</Button>
        <Button variant="default" onClick={onAgain}>{words.back}</Button>
      </Group>
    </Section>
  );
}

function Stops({ id }: { id: string }) {
  const stops = useQuery({ queryKey: ['history-stops', id], queryFn: ({ signal }) => call('GET /history/import/{id}/opt-outs', { path: { id }, signal }), select: ({ items }) => items });
  const record = useChange(() => call('POST /history/import/{id}/opt-outs', { path: { id } }), { done: ({ added }) => words.recorded(added), again: [['history-stops'], ['opt-outs'], ['people']] });
  const open = stops.data?.filter(({ recordedAt }) => recordedAt === null) ?? [];
  if (open.length === 0) return null;
  return (
    <Section title={words.stops(open.length)} line={words.stopsLine} flush action={<Button loading={record.isPending} onClick={() => record.mutate(undefined)}>{words.record(open.length)}</Button>}>
      <ul className={styles.texts}>
        {open.map(({ number, name, at, words: said }) => <li key={number}><b>{name ?? phoneWords(number)}</b><span>“{said}”</span><span className={styles.quiet}>{fullTime(new Date(at))}</span></li>)}
      </ul>
    </Section>
  );
}
