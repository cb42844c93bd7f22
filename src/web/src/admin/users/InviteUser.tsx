import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { adminWords as words } from '../words';
import { LinkShown } from './LinkShown';
import { GroupAndBranch, type GroupAt } from './GroupAndBranch';

const isEmail = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim());

/** Adds one person and shows the link to hand over, once. */
export function InviteUser({ onClose }: { onClose: () => void }) {
  const { account } = useSession();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [place, setPlace] = useState<GroupAt>({ group: 'recruiter', accountId: account.id });
  const [made, setMade] = useState<{ link: string | null } | null>(null);
  if (made) return <LinkShown name={name.trim()} link={made.link} onClose={onClose} />;
  const create = async () => setMade(await call('POST /users', { body: { name: name.trim(), email: email.trim(), ...place } }));
  return (
    <FormDialog title={words.inviteTitle} line={words.inviteLine} action={words.makeLink} disabled={name.trim() === '' || !isEmail(email)} onSubmit={create} onClose={onClose} keepOpen again={[['users'], ['security-groups']]}>
      <TextInput label={words.name} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label={words.email} type="email" maxLength={254} value={email} error={email.includes('@') && email.includes('.') && !isEmail(email) && words.emailMistake} onChange={(event) => setEmail(event.currentTarget.value)} />
      <GroupAndBranch value={place} onChange={setPlace} />
    </FormDialog>
  );
}
