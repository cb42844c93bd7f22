import { useState } from 'react';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';
import { LinkShown } from './LinkShown';

/** A new link for somebody who lost hers or her password. */
export function NewLink({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const [link, setLink] = useState<string | null>(null);
  if (link) return <LinkShown user={user} link={link} onClose={onClose} />;
  const make = async () => setLink((await call('POST /users/{id}/link', { path: { id: user.id } })).address);
  return <FormDialog title={words.linkTitle(user.name)} line={words.inviteLine} action={words.makeLink} onSubmit={make} onClose={onClose} keepOpen />;
}
