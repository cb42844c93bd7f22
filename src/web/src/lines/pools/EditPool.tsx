import { ActionIcon, Checkbox, TextInput } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Line } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { PhoneText } from '../../shared/words/PhoneText';
import styles from '../Lines.module.css';
import type { Pool } from '../routes';
import { poolWords as words } from './words';

/** Which lines stand in for each other, and in which order. */
export function EditPool({ pool, lines, onClose }: { pool: Pool | null; lines: Line[]; onClose: () => void }) {
  const [name, setName] = useState(pool?.name ?? '');
  const [chosen, setChosen] = useState(pool?.lines.map((line) => line.id) ?? []);
  const free = lines.filter((line) => !line.pool || line.pool.id === pool?.id);
  const shown = [...chosen.flatMap((id) => free.filter((line) => line.id === id)), ...free.filter((line) => !chosen.includes(line.id))];
  const up = (id: string) => setChosen((now) => {
    const at = now.indexOf(id), next = [...now];
    if (at > 0) [next[at - 1], next[at]] = [id, now[at - 1]!];
    return next;
  });
  const body = { name: name.trim(), lineIds: chosen };
  return (
    <FormDialog title={pool ? words.editTitle(pool.name) : words.title} line={words.sheet} action={words.save} disabled={body.name === '' || chosen.length < 2} again={[['pools'], ['lines'], ['session']]} onClose={onClose}
      onSubmit={() => (pool ? call('PUT /pools/{id}', { path: { id: pool.id }, body }) : call('POST /pools', { body }))}>
      <TextInput label={words.name} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group label={words.lines} description={words.few} value={chosen} onChange={setChosen}>
        <ul className={styles.users} data-below>
          {shown.map((line) => (
            <li key={line.id}>
              <Checkbox value={line.id} label={line.name} description={<><PhoneText number={line.number} /> · {line.connection.name}</>} />
              {chosen.indexOf(line.id) > 0 && <ActionIcon variant="default" aria-label={words.up(line.name)} onClick={() => up(line.id)}><IconArrowUp size={16} aria-hidden="true" /></ActionIcon>}
            </li>
          ))}
        </ul>
      </Checkbox.Group>
    </FormDialog>
  );
}
