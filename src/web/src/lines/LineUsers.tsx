import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useUsers } from '../admin/reading';
import { call } from '../api/client';
import type { Line } from '../api/adminTypes';
import { FormDialog } from '../shared/form/FormDialog';
import { Reading } from '../shared/page/Reading';
import styles from './Lines.module.css';
import { linesWords as words } from './words';

/** Who answers a line, and for whom it is the one a new conversation starts from. */
export function LineUsers({ line, onClose }: { line: Line; onClose: () => void }) {
  const users = useUsers();
  const [chosen, setChosen] = useState(() => new Set(line.users.map((user) => user.id)));
  const [defaults, setDefaults] = useState(() => new Set(line.users.filter((user) => user.isDefault).map((user) => user.id)));
  const flip = (set: Set<string>, id: string) => { const next = new Set(set); if (!next.delete(id)) next.add(id); return next; };
  const save = () => call('PUT /lines/{id}/users', { path: { id: line.id }, body: { userIds: [...chosen], defaultFor: [...defaults].filter((id) => chosen.has(id)) } });
  return (
    <FormDialog title={words.assignTitle(line.name)} line={words.assignLine} action={words.save} again={[['lines'], ['session'], ['users']]} onSubmit={save} onClose={onClose}>
      <Reading of={users}>
        {(all) => (
          <ul className={styles.users}>
            {all.filter((user) => user.isActive !== false).map((user) => (
              <li key={user.id}>
                <Checkbox label={user.name} checked={chosen.has(user.id)} onChange={() => setChosen((now) => flip(now, user.id))} />
                {chosen.has(user.id) && <Checkbox size="xs" label={words.default} aria-label={words.defaultFor(user.name)} checked={defaults.has(user.id)} onChange={() => setDefaults((now) => flip(now, user.id))} />}
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </FormDialog>
  );
}
