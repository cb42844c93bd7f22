import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';
import { RoleAndBranch } from './RoleAndBranch';

/** Changes what somebody may do, and where. */
export function ChangeUser({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const [place, setPlace] = useState({ role: user.role, accountId: user.account.id });
  const save = () => call('PATCH /users/{id}', { path: { id: user.id }, body: place }).then(() => notifications.show({ message: words.changed }));
  return (
    <FormDialog title={words.changeTitle(user.name)} action={words.save} onSubmit={save} onClose={onClose} again={[['users'], ['session']]}>
      <RoleAndBranch value={place} onChange={setPlace} />
    </FormDialog>
  );
}
