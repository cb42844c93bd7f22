import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { scopes as every, type Scope } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { pathsOf } from '../accounts/tree';
import { useAccounts } from '../reading';
import { adminWords as words } from '../words';
import { keyWords, lasts } from './words';

const dayMs = 86_400_000;

/** Makes a key for what it is to do; the page shows it once. */
export function CreateKey({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['messages:send', 'messages:read', 'people:read']);
  const [days, setDays] = useState('365');
  const [account, setAccount] = useState('');
  const below = pathsOf(useAccounts().data ?? []).filter(({ path }) => path.length > 1);
  const create = async () => {
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();
    onMade((await call('POST /api-keys', { body: { name: name.trim(), scopes, expiresAt, accountId: account === '' ? null : account } })).key);
  };
  return (
    <FormDialog title={words.createTitle} action={words.create} disabled={name.trim() === '' || scopes.length === 0} onSubmit={create} onClose={onClose} again={[['api-keys']]}>
      <TextInput label={words.keyName} description={words.keyNameHint} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group label={keyWords.scopes} description={keyWords.scopesHint} value={scopes} onChange={(next) => setScopes(next as Scope[])}>
        <Stack gap={8} mt="xs">
          {every.map((scope) => <Checkbox key={scope} value={scope} label={keyWords.scope[scope]} description={scope} />)}
        </Stack>
      </Checkbox.Group>
      {below.length > 0 && (
        <NativeSelect label={keyWords.where} description={keyWords.whereHint} value={account} onChange={(event) => setAccount(event.currentTarget.value)}
          data={[{ value: '', label: keyWords.everywhere }, ...below.map(({ id, path }) => ({ value: id, label: path.join(' › ') }))]} />
      )}
      <NativeSelect label={keyWords.lasts} value={days} data={lasts} onChange={(event) => setDays(event.currentTarget.value)} />
    </FormDialog>
  );
}
