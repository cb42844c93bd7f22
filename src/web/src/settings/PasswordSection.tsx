import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../api/client';
import { useSession } from '../session/session';
import { FormDialog } from '../shared/form/FormDialog';
import { Section } from '../shared/page/Section';
import { settingsWords as words } from './words';

/** Chooses or changes one's own password. */
export function PasswordSection() {
  const has = useSession().user.hasPassword !== false;
  const [asking, setAsking] = useState(false);
  return (
    <Section title={words.password} line={has ? words.hasPassword : words.noPassword}
      action={<Button variant={has ? 'default' : 'filled'} onClick={() => setAsking(true)}>{has ? words.changePassword : words.choose}</Button>}>
      {asking && <Dialog has={has} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function Dialog({ has, onClose }: { has: boolean; onClose: () => void }) {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const save = () => call('PUT /session/password', { body: { present: has ? present : null, new: next } }).then(() => notifications.show({ message: words.passwordSaved }));
  return (
    <FormDialog title={words.choosePassword} action={words.choose} disabled={next.length < 10 || (has && present === '')} onSubmit={save} onClose={onClose} again={[['session']]}>
      {has && <PasswordInput label={words.present} autoComplete="current-password" data-autofocus value={present} onChange={(event) => setPresent(event.currentTarget.value)} />}
      <PasswordInput label={words.next} description={words.nextHint} autoComplete="new-password" data-autofocus={has ? undefined : true} value={next} onChange={(event) => setNext(event.currentTarget.value)} />
    </FormDialog>
  );
}
