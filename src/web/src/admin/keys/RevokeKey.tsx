import { notifications } from '@mantine/notifications';
import { call } from '../../api/client';
import type { ApiKey } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';

/** Makes a key useless at once. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = () => call('DELETE /api-keys/{id}', { path: { id: apiKey.id } }).then(() => notifications.show({ message: words.revoked }));
  return <FormDialog title={words.revokeTitle(apiKey.name)} line={words.revokeLine} action={words.revoke} danger onSubmit={revoke} onClose={onClose} again={[['api-keys']]} />;
}
