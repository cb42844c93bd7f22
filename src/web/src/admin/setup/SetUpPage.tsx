import { Button } from '@mantine/core';
import { IconAlertCircle, IconCircleCheckFilled, IconCircleDashed, IconCircleMinus, IconClockPause, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SetUpAnswer, SetUpKey, SetUpRow } from './routes';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { StatusPill } from '../../shared/StatusPill';
import { AdminPage } from '../AdminPage';
import styles from './SetUp.module.css';
import { SendStep } from './SendStep';
import { StepLinks } from './StepLinks';
import { setUpWords as words } from './words';

const marks = { done: IconCircleCheckFilled, to_do: IconCircleDashed, waiting: IconClockPause, needs_you: IconAlertCircle, skipped: IconCircleMinus };
const tones = { done: 'good', needs_you: 'warn', to_do: 'calm', waiting: 'calm', skipped: 'calm' } as const;

/** The way to the first text: nine rows, checked each time they are looked at. */
export default function SetUpPage() {
  const queries = useQueryClient();
  const rows = useQuery({ queryKey: ['set-up'], queryFn: ({ signal }) => call('GET /set-up', { signal }), select: ({ items }) => items, refetchOnWindowFocus: 'always', refetchInterval: 15_000 });
  const left = rows.data?.filter((row) => row.state !== 'done' && row.state !== 'skipped').length;
  return (
    <AdminPage title={words.title} line={left === undefined ? words.line : left === 0 ? words.done : words.left(left)}
      actions={<Button variant="default" leftSection={<IconRefresh size={18} aria-hidden="true" />} loading={rows.isFetching && !rows.isPending} onClick={() => void queries.invalidateQueries({ queryKey: ['set-up'] })}>{words.again}</Button>}>
      <Section flush><Reading of={rows} rows={9}>{(all) => <ol className={styles.rows}>{all.map((row, at) => <Row key={row.key} row={row} at={at + 1} />)}</ol>}</Reading></Section>
      <StepLinks />
    </AdminPage>
  );
}

function Row({ row, at }: { row: SetUpRow; at: number }) {
  const [sending, setSending] = useState(false);
  const Mark = marks[row.state];
  const { name, line, href } = words.rows[row.key];
  const said = row.state === 'waiting' ? words.states.waiting(words.rows[row.waitsFor!].name) : words.states[row.state];
  const open = row.state === 'to_do' || row.state === 'needs_you';
  return (
    <li data-state={row.state}>
      <Mark size={24} stroke={1.6} aria-hidden="true" />
      <div>
        <b>{at}. {name}</b><span>{line}</span>
        <span className={styles.fact}>{row.words} {row.answer?.by && row.state !== 'to_do' && words.by(row.answer.by)}</span>
      </div>
      <StatusPill tone={tones[row.state]}>{said}</StatusPill>
      <span className={styles.doing}>
        <Answers row={row} />
        {row.state !== 'done' && <Button size="xs" variant="subtle" aria-label={`${words.send}: ${name}`} onClick={() => setSending(true)}>{words.send}</Button>}
        {sending && <SendStep step={row.key} onClose={() => setSending(false)} />}
        <Button component={Link} href={href} size="xs" variant={open ? 'filled' : 'default'} aria-label={`${words.open}: ${name}`}>{words.open}</Button>
      </span>
    </li>
  );
}

const answersOf: Partial<Record<SetUpKey, SetUpAnswer>> = { branches: 'one_office', consent: 'no_opt_outs', hours: 'seen' };

function Answers({ row }: { row: SetUpRow }) {
  const say = useChange((answer: SetUpAnswer | null) => call('PUT /set-up/{step}', { path: { step: row.key }, body: { answer } }), { again: [['set-up']] });
  const own = answersOf[row.key];
  if (row.state === 'skipped') return <Button size="xs" variant="subtle" onClick={() => say.mutate(null)}>{words.back}</Button>;
  if (row.state === 'done' || row.state === 'waiting') return null;
  return (
    <>
      {own && <Button size="xs" variant="default" onClick={() => say.mutate(own)}>{words.answers[own as keyof typeof words.answers]}</Button>}
      {row.skippable && <Button size="xs" variant="subtle" onClick={() => say.mutate('skipped')}>{words.skip}</Button>}
    </>
  );
}
