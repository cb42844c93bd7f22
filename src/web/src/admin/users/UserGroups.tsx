import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { IconButton } from '../../shared/IconButton';
import { useChange } from '../../shared/form/useChange';
import { formWords } from '../../shared/form/words';
import { useUsers } from '../reading';
import { adminWords as words } from '../words';
import { GroupAndBranch, type GroupAt } from './GroupAndBranch';
import styles from './Users.module.css';

/** Which group somebody is in, at each account: one per account, so joining a second one moves her. */
export function UserGroups({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const now = useUsers().data?.find((each) => each.id === user.id) ?? user;
  const [place, setPlace] = useState<GroupAt>({ group: now.groups[0]?.groupId ?? 'recruiter', accountId: now.groups[0]?.account.id ?? now.account.id });
  const again = [['users'], ['security-groups'], ['session']];
  const put = useChange(() => call('PUT /users/{id}/groups/{accountId}', { path: { id: user.id, accountId: place.accountId }, body: { group: place.group } }),
    { again, done: (moved) => (moved.left ? words.movedFrom(moved.left, moved.group) : words.changed) });
  const leave = useChange((accountId: string) => call('DELETE /users/{id}/groups/{accountId}', { path: { id: user.id, accountId } }), { again, done: words.changed });
  const there = now.groups.find((each) => each.account.id === place.accountId);
  return (
    <Modal opened onClose={onClose} title={words.groupsOf(user.name)} size={520} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack gap="md">
        <Text c="dimmed" size="sm">{words.groupsLine}</Text>
        <ul className={styles.held}>
          {now.groups.map((each) => (
            <li key={each.account.id}>
              <span><b>{each.groupName}</b> {words.at(each.account.name)}</span>
              {now.groups.length > 1 && <IconButton label={words.leave(each.groupName, each.account.name)} onClick={() => leave.mutate(each.account.id)}><IconX size={17} aria-hidden="true" /></IconButton>}
            </li>
          ))}
        </ul>
        <GroupAndBranch value={place} onChange={setPlace} />
        {there && there.groupId !== place.group && <Text size="sm" role="status">{words.willLeave(there.groupName, there.account.name)}</Text>}
        <Button loading={put.isPending} disabled={there?.groupId === place.group} onClick={() => put.mutate(undefined)}>{there ? words.move : words.putIn}</Button>
      </Stack>
    </Modal>
  );
}
