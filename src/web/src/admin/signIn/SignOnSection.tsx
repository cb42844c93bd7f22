import { Alert, Button, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { CopyField } from '../../shared/form/CopyField';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { GroupRows } from './GroupRows';
import type { GroupRule, SavedSignOn, SingleSignOn } from './routes';
import { signInAdminWords as words } from './words';

const again = [['organisation', 'single-sign-on'], ['organisation', 'sign-in-rules'], ['session-ways']];
const empty: Omit<SavedSignOn, 'hasSecret' | 'provenAt'> = { name: '', issuer: '', clientId: '', trustsEmail: false, takesNew: false, groupsClaim: 'groups', groups: [] };

/** The identity provider: what to enter there, what to enter here, a test. */
export function SignOnSection({ signOn: { saved, returnAddress, signInAddress } }: { signOn: SingleSignOn }) {
  const [form, setForm] = useState({ ...empty, ...saved });
  const [secret, setSecret] = useState('');
  const [removing, setRemoving] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = useChange(() => {
    const { name, issuer, clientId, trustsEmail, takesNew, groupsClaim, groups } = form;
    return call('PUT /organisation/single-sign-on', { body: { name, issuer, clientId, trustsEmail, takesNew, groupsClaim, groups, secret: secret === '' ? null : secret } });
  }, { done: words.saved, again });
  const test = useChange(() => call('POST /organisation/single-sign-on/test'));
  const submit = (event: FormEvent) => { event.preventDefault(); save.mutate(undefined); };
  return (
    <Section title={words.signOn} line={words.signOnLine} action={saved && <Button variant="light" color="red" onClick={() => setRemoving(true)}>{words.remove}</Button>}>
      <form onSubmit={submit} noValidate>
        <Stack maw={620}>
          {[[words.returnAddress, returnAddress], [words.signInAddress, signInAddress]].map(([label, value]) => (
            <div key={label}><Text size="sm" fw={550} mb={4}>{label}</Text><CopyField label={label!} value={value!} /></div>
          ))}
          <TextInput label={words.name} description={words.nameHint} maxLength={100} value={form.name} onChange={(event) => set({ name: event.currentTarget.value })} />
          <TextInput label={words.issuer} description={words.issuerHint} type="url" value={form.issuer} onChange={(event) => set({ issuer: event.currentTarget.value })} />
          <TextInput label={words.clientId} maxLength={200} value={form.clientId} onChange={(event) => set({ clientId: event.currentTarget.value })} />
          <PasswordInput label={words.secret} description={saved?.hasSecret ? words.secretSaved : words.secretHint} autoComplete="off" value={secret} onChange={(event) => setSecret(event.currentTarget.value)} />
          <Switch label={words.takesNew} description={words.takesNewLine} checked={form.takesNew} onChange={(event) => set({ takesNew: event.currentTarget.checked })} />
          <Switch label={words.trustsEmail} description={words.trustsEmailLine} checked={form.trustsEmail} onChange={(event) => set({ trustsEmail: event.currentTarget.checked })} />
          <GroupRows claim={form.groupsClaim} rules={form.groups} onClaim={(groupsClaim) => set({ groupsClaim })} onRules={(groups: GroupRule[]) => set({ groups })} />
          {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
          {test.data && <Alert color={test.data.ok ? 'green' : 'orange'} role="status">{test.data.words}</Alert>}
          {saved && !test.data && <Alert color={saved.provenAt ? 'green' : 'gray'} role="status">{saved.provenAt ? words.proven : words.notProven}</Alert>}
          <Group justify="flex-end">
            {saved && <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>{words.test}</Button>}
            <Button type="submit" loading={save.isPending} disabled={form.name.trim() === '' || form.issuer.trim() === '' || form.clientId.trim() === ''}>{words.save}</Button>
          </Group>
        </Stack>
      </form>
      {removing && (
        <FormDialog title={words.removeTitle} line={words.removeLine} action={words.remove} danger again={again} onClose={() => setRemoving(false)}
          onSubmit={() => call('DELETE /organisation/single-sign-on')} />
      )}
    </Section>
  );
}
