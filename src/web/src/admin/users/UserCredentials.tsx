import { Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { CredentialForm } from '../../settings/Credentials';
import { formWords } from '../../shared/form/words';
import { Reading } from '../../shared/page/Reading';
import { adminWords as words } from '../words';

/** A colleague's sign-in at the text provider: who she is there, tested, replaced or removed. Her password is never shown. */
export function UserCredentials({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const path = { id: user.id };
  const read = useQuery({ queryKey: ['users', user.id, 'credentials'], queryFn: ({ signal }) => call('GET /users/{id}/credentials', { path, signal }) });
  return (
    <Modal opened onClose={onClose} size={540} title={words.credentialsOf(user.name)} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Reading of={read}>
        {(credentials) => (credentials.choices.length === 0 ? <Text size="sm">{words.noCredentials}</Text> : (
          <CredentialForm key={JSON.stringify(credentials.own)} read={credentials} again={[['users', user.id, 'credentials']]} acts={{
            save: (body) => call('PUT /users/{id}/credentials', { path, body }),
            test: () => call('POST /users/{id}/credentials/test', { path }),
            remove: () => call('DELETE /users/{id}/credentials', { path }),
          }} />
        ))}
      </Reading>
    </Modal>
  );
}
