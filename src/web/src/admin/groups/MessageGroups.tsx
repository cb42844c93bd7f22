import { Button, MultiSelect, Stack, Switch, TextInput } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../api/client';
import type { SecurityGroup, VisibilityRules } from './routes';
import { IconButton } from '../../shared/IconButton';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { useUsers } from '../reading';
import styles from './Groups.module.css';
import { useVisibility } from './reading';
import { groupWords as words } from './words';

/** The groups whose members see texts on records: everyone, and the organisation's own. */
export function MessageGroups({ groups }: { groups: SecurityGroup[] }) {
  const rules = useVisibility();
  const [editing, setEditing] = useState<SecurityGroup | 'new' | null>(null);
  const again = [['security-groups'], ['session']];
  const everyone = useChange((saved: VisibilityRules) => call('PUT /security-groups/visibility', { body: saved }), { done: words.saved, again });
  const remove = useChange((group: SecurityGroup) => call('DELETE /security-groups/{id}', { path: { id: group.id } }), { again });
  return (
    <Stack gap="md">
      <Switch label={words.everyone} description={words.everyoneLine} checked={rules.data?.everyoneSeesLogged ?? true} disabled={!rules.data || everyone.isPending}
        onChange={(event) => rules.data && everyone.mutate({ ...rules.data, everyoneSeesLogged: event.currentTarget.checked })} />
      {groups.length > 0 && (
        <ul className={styles.groups} data-inner>
          {groups.map((group) => (
            <li key={group.id}>
              <span className={styles.what}><b>{group.name}</b><span>{group.members.map((each) => each.name).join(', ') || words.members(0)}</span></span>
              <IconButton label={`${words.change}: ${group.name}`} onClick={() => setEditing(group)}><IconPencil size={18} aria-hidden="true" /></IconButton>
              <IconButton label={`${words.remove}: ${group.name}`} onClick={() => remove.mutate(group)}><IconTrash size={18} aria-hidden="true" /></IconButton>
            </li>
          ))}
        </ul>
      )}
      <div><Button variant="default" leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setEditing('new')}>{words.addMessages}</Button></div>
      {editing && <Edit group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Stack>
  );
}

function Edit({ group, onClose }: { group: SecurityGroup | null; onClose: () => void }) {
  const users = useUsers().data ?? [];
  const [name, setName] = useState(group?.name ?? '');
  const [memberIds, setMemberIds] = useState(group?.members.map((each) => each.userId) ?? []);
  const body = { kind: 'logged_messages' as const, name: name.trim(), memberIds };
  const save = () => (group ? call('PUT /security-groups/{id}', { path: { id: group.id }, body }) : call('POST /security-groups', { body }));
  return (
    <FormDialog title={words.messagesTitle} action={group ? words.save : words.create} disabled={name.trim() === ''} onSubmit={save} onClose={onClose} again={[['security-groups'], ['session']]}>
      <TextInput label={words.name} data-autofocus maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <MultiSelect label={words.people} searchable clearable data={users.map((user) => ({ value: user.id, label: user.name }))} value={memberIds} onChange={setMemberIds} />
    </FormDialog>
  );
}
