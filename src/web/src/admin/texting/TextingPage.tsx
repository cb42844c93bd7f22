import { Button, Menu, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconMessages, IconPhonePlus, IconPlus, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Line, TextingUser } from '../../api/adminTypes';
import { call } from '../../api/client';
import { useLines } from '../../lines/reading';
import { useMay } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { EmptyState } from '../../shared/EmptyState';
import { IconButton } from '../../shared/IconButton';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { PhoneText } from '../../shared/words/PhoneText';
import { AdminPage } from '../AdminPage';
import { Allowance } from './Allowance';
import { GetNumber } from './GetNumber';
import { GiveNumber } from './GiveNumber';
import { useSellers, useSeats, useTextingUsers } from './reading';
import styles from './Texting.module.css';
import { textingWords as words } from './words';

/** Users with their numbers, and numbers with their seats and what is left of the month. */
export default function TextingPage() {
  const users = useTextingUsers(), lines = useLines();
  const [adding, setAdding] = useState(false);
  const sellers = useSellers();
  const [getting, setGetting] = useState(false);
  const [editing, setEditing] = useState<Line | null>(null);
  return (
    <AdminPage title={words.title} line={words.line} actions={<>
      {sellers.data && sellers.data.length > 0 && <Button variant="default" leftSection={<IconPhonePlus size={18} aria-hidden="true" />} onClick={() => setGetting(true)}>{words.get}</Button>}
      <Button leftSection={<IconUserPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.add}</Button>
    </>}>
      <Section title={words.users} flush>
        <Reading of={users}>{(all) => (all.length === 0 ? <EmptyState icon={<IconPlus size={26} stroke={1.6} />} title={words.noUsers} line={words.noUsersLine} /> : <Users users={all} />)}</Reading>
      </Section>
      <Section title={words.numbers} action={<SeatsField />} flush>
        <Reading of={lines}>{(all) => <Numbers lines={all} onEdit={setEditing} />}</Reading>
      </Section>
      {adding && <GiveNumber onClose={() => setAdding(false)} />}
      {getting && sellers.data && <GetNumber sellers={sellers.data} onClose={() => setGetting(false)} />}
      {editing && <Allowance line={editing} onClose={() => setEditing(null)} />}
    </AdminPage>
  );
}

function Users({ users }: { users: TextingUser[] }) {
  const [, go] = useLocation();
  const again = [['texting'], ['lines'], ['users'], ['session']];
  const back = useChange((user: TextingUser) => call('PUT /texting/users/{id}', { path: { id: user.userId }, body: { number: user.number, share: true } }), { again });
  const remove = useChange((user: TextingUser) => call('DELETE /texting/users/{id}', { path: { id: user.userId } }).then(() => user), {
    again, onDone: (user) => notifications.show({ message: <span>{words.removed(user.name)} <Button size="compact-sm" variant="subtle" onClick={() => back.mutate(user)}>{words.undo}</Button></span> }),
  });
  return (
    <Rows label={words.users} rows={users} keyOf={(user) => user.userId} columns={[
      { key: 'name', head: words.user, width: '34%', cell: (user) => <span className={styles.who}><Avatar name={user.name} of={user.userId} size={32} /><b>{user.name}</b></span> },
      { key: 'number', head: words.number, cell: (user) => (
        <span className={styles.number}>
          <span><PhoneText number={user.number} /> {user.others > 0 && words.others(user.others)}</span>
          <span>{user.sharing.length > 0 ? words.sharedWith(user.sharing) : user.line}</span>
        </span>
      ) },
      { key: 'do', head: '', end: true, cell: (user) => (
        <span className={styles.actions}>
          <Button size="compact-sm" variant="default" onClick={() => go(`/admin/texting/${user.userId}`)}>{words.conversations}</Button>
          <Menu position="bottom-end" width={200}>
            <Menu.Target><IconButton label={words.more(user.name)}><IconDots size={19} aria-hidden="true" /></IconButton></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconMessages size={17} stroke={1.7} />} onClick={() => go(`/admin/texting/${user.userId}`)}>{words.conversations}</Menu.Item>
              <Menu.Item color="red" leftSection={<IconUserMinus size={17} stroke={1.7} />} onClick={() => remove.mutate(user)}>{words.remove}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      ) },
    ]} />
  );
}

function Numbers({ lines, onEdit }: { lines: Line[]; onEdit: (line: Line) => void }) {
  return (
    <Rows label={words.numbers} rows={lines} keyOf={(line) => line.id} columns={[
      { key: 'name', head: words.number, width: '30%', cell: (line) => <span className={styles.number}><b>{line.name}</b><span><PhoneText number={line.number} /></span></span> },
      { key: 'users', head: words.people, cell: (line) => <span className={styles.number}><span>{line.users.map((user) => user.name).join(', ') || words.nobody}</span><span>{words.seats(line.users.length, line.seats)}</span></span> },
      { key: 'month', named: true, head: words.allowance, cell: (line) => {
        const shown = words.month(line.sentThisMonth, line.monthlyAllowance);
        return <Button size="compact-sm" variant="default" aria-label={words.edit(shown, line.name)} onClick={() => onEdit(line)}>{shown}</Button>;
      } },
    ]} />
  );
}

function SeatsField() {
  const seats = useSeats();
  const may = useMay('administer');
  const save = useChange((perLine: number) => call('PUT /texting/seats', { body: { perLine } }), { done: words.seatsSaved, again: [['texting', 'seats'], ['lines']] });
  if (!seats.data || !may) return null;
  return (
    <NumberInput key={seats.data.perLine} label={words.seatsPerLine} w={240} min={1} max={100} clampBehavior="strict" defaultValue={seats.data.perLine} onBlur={(event) => {
      const perLine = Number(event.currentTarget.value);
      if (perLine !== seats.data.perLine) save.mutate(perLine);
    }} />
  );
}
