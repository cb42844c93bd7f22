import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconClockPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call } from '../../api/client';
import { useLines } from '../../lines/reading';
import { useSession } from '../../session/session';
import { StatusPill } from '../../shared/StatusPill';
import { ListSkeleton } from '../../shared/Skeletons';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useAccounts, useUsers } from '../reading';
import { adminWords as words } from '../words';
import { rowsOf, type SetUpRow } from './rows';
import styles from './SetUp.module.css';

const marks = { done: IconCircleCheckFilled, todo: IconCircleDashed, waiting: IconClockPause };

/** The way to the first text: rows that turn green by fact. */
export default function SetUpPage() {
  const { organisation, user } = useSession();
  const accounts = useAccounts().data, lines = useLines().data, users = useUsers().data;
  const people = useQuery({ queryKey: ['people', 'any'], queryFn: ({ signal }) => call('GET /people', { query: { limit: 1 }, signal }) }).data;
  const known = accounts && lines && users && people;
  const rows = known ? rowsOf({ accounts, lines, users, people: people.items.length, testMode: organisation.testMode, mine: user.id }) : null;
  const left = rows?.filter((row) => row.state !== 'done').length ?? 0;
  return (
    <AdminPage title={words.setUp} line={rows ? (left === 0 ? words.setUpDone : words.setUpLeft(left)) : words.setUpLine}>
      <Section flush>{rows ? <ol className={styles.rows}>{rows.map((row, at) => <Row key={row.key} row={row} at={at + 1} />)}</ol> : <ListSkeleton rows={5} />}</Section>
    </AdminPage>
  );
}

function Row({ row, at }: { row: SetUpRow; at: number }) {
  const Mark = marks[row.state];
  const said = row.state === 'waiting' ? words.rowState.waiting(row.waitsFor ?? '') : words.rowState[row.state];
  return (
    <li data-state={row.state}>
      <Mark size={24} stroke={1.6} aria-hidden="true" />
      <div><b>{at}. {words.rows[row.key].name}</b><span>{words.rows[row.key].line}</span></div>
      <StatusPill tone={row.state === 'done' ? 'good' : 'calm'}>{said}</StatusPill>
      <Button component={Link} href={row.href} size="xs" variant={row.state === 'todo' ? 'filled' : 'default'} aria-label={`${words.open}: ${words.rows[row.key].name}`}>{words.open}</Button>
    </li>
  );
}
