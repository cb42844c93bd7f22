import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ActivityRow } from '../api/adminTypes';
import { PhoneText } from '../shared/words/PhoneText';
import { StatusPill, type Tone } from '../shared/StatusPill';
import { Time } from '../shared/words/Time';
import { Rows } from '../shared/page/Rows';
import { statusNames } from './status';
import styles from './Reports.module.css';
import { reportsWords as words } from './words';

const tones: Partial<Record<ActivityRow['status'], Tone>> = { delivered: 'good', undelivered: 'bad', failed: 'bad', unknown: 'warn', held: 'warn', received: 'accent' };

/** One row per text. */
export function ActivityTable({ rows }: { rows: ActivityRow[] }) {
  const { columns } = words;
  return (
    <Rows label={words.activity} rows={rows} keyOf={(row) => row.id ?? `${row.at} ${row.number} ${row.body}`} columns={[
      { key: 'person', head: columns.person, width: '17%', cell: Person },
      { key: 'body', head: columns.body, cell: (row) => <span className={styles.body}>{row.body || words.picture}</span> },
      { key: 'at', head: columns.at, cell: (row) => <Time at={row.at} as="moment" /> },
      { key: 'direction', head: columns.direction, cell: Direction },
      { key: 'user', head: columns.user, cell: (row) => row.user?.name },
      { key: 'line', head: columns.line, cell: (row) => row.line.name, hideOnPhone: true },
      { key: 'status', head: columns.status, cell: (row) => <StatusPill tone={tones[row.status] ?? 'calm'}>{row.statusWords ?? statusNames[row.status] ?? row.status}</StatusPill> },
    ]} />
  );
}

function Person({ person, number }: ActivityRow) {
  return (
    <span className={styles.who}>
      {person ? <Link href={`/people/${person.id}`}>{person.name}</Link> : <b>{words.unknown}</b>}
      <PhoneText number={number} />
    </span>
  );
}

function Direction({ direction }: ActivityRow) {
  const Arrow = direction === 'in' ? IconArrowDownLeft : IconArrowUpRight;
  return <span className={styles.direction}><Arrow size={15} stroke={1.8} aria-hidden="true" />{words.directions[direction]}</span>;
}
