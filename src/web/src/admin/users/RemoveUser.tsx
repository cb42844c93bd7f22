import { notifications } from '@mantine/notifications';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';

/** Ends somebody's access. */
export function RemoveUser({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const remove = () => call('DELETE /users/{id}', { path: { id: user.id } }).then(() => notifications.show({ message: words.removed }));
  return <FormDialog title={words.removeTitle(user.name)} line={words.removeLine} action={words.remove} danger onSubmit={remove} onClose={onClose} again={[['users'], ['lines']]} />;
}
