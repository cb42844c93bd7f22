import { notifications } from '@mantine/notifications';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';

/** For somebody who lost her phone: takes away codes and passkeys. */
export function ResetSecondStep({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const reset = () => call('DELETE /users/{id}/two-step', { path: { id: user.id } }).then(() => notifications.show({ message: words.secondStepGone }));
  return <FormDialog title={words.resetTitle(user.name)} line={words.resetLine} action={words.resetStep} danger onSubmit={reset} onClose={onClose} />;
}
