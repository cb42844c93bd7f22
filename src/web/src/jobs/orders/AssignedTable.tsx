import { Button, NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import { call } from '../../api/client';
import { TextIcon } from '../../people/texting/TextIcon';
import { Avatar } from '../../shared/Avatar';
import { useChange } from '../../shared/form/useChange';
import { Rows } from '../../shared/page/Rows';
import { PhoneText } from '../../shared/words/PhoneText';
import styles from '../Jobs.module.css';
import type { Assigned, AssignmentStatus, Order } from '../routes';
import { jobsWords as words, statusNames } from '../words';
import { startWords } from './start';

/** Who is on an order, when each starts and how far it has come. */
export function AssignedTable({ order, rows, mayEdit, onStart }: { order: Order; rows: Assigned[]; mayEdit: boolean; onStart: (assigned: Assigned) => void }) {
  const change = useChange(({ personId, status }: { personId: string; status: AssignmentStatus }) =>
    call('PATCH /orders/{id}/assignments/{personId}', { path: { id: order.id, personId }, body: { status } }), { again: [['people', 'assigned'], ['jobs']] });
  return (
    <Rows label={words.assignments} rows={rows} keyOf={({ person }) => person.id} columns={[
      {
        key: 'who', head: words.person, width: '34%', cell: ({ person }) => (
          <span className={styles.who}>
            <Avatar name={person.name} of={person.id} size={34} />
            <span className={styles.name}><Link href={`/people/${person.id}`}>{person.name}</Link>{person.number?.number && <span><PhoneText number={person.number.number} /></span>}</span>
          </span>
        ),
      },
      {
        key: 'start', named: true, head: words.start, cell: (row) => (
          <>{startWords(row.startsOn, row.startsTime)} {mayEdit && <Button size="compact-xs" variant="default" ml={6} aria-label={words.editStart(row.person.name)} onClick={() => onStart(row)}>{words.edit}</Button>}</>
        ),
      },
      {
        key: 'status', head: words.status, cell: ({ person, status }) => (mayEdit
          ? <NativeSelect size="xs" aria-label={words.statusOf(person.name)} value={status} data={Object.entries(statusNames).map(([value, label]) => ({ value, label }))}
            onChange={(event) => change.mutate({ personId: person.id, status: event.currentTarget.value as AssignmentStatus })} />
          : statusNames[status]),
      },
      { key: 'do', head: words.actions, cell: ({ person }) => <TextIcon person={person} /> },
    ]} />
  );
}
