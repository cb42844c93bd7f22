import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Account, AccountKind } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { useAccounts } from '../reading';
import { accountKindNames, adminWords as words } from '../words';
import { ZoneField } from '../ZoneField';
import { kindsBelow, pathsOf } from './tree';

/** Adds a division or a branch. */
export function AddAccount({ below, onClose }: { below: Account; onClose: () => void }) {
  const all = useAccounts().data ?? [];
  const [parentId, setParentId] = useState(below.id);
  const parent = all.find((each) => each.id === parentId) ?? below;
  const kinds = kindsBelow(parent);
  const [kind, setKind] = useState<AccountKind>('branch');
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState<string | null>(null);
  const parents = pathsOf(all).filter(({ id }) => kindsBelow(all.find((each) => each.id === id)!).length > 0);
  const fitting = (kinds as readonly AccountKind[]).includes(kind) ? kind : 'branch';
  const add = () => call('POST /accounts', { body: { name: name.trim(), kind: fitting, parentId, timeZone } });
  return (
    <FormDialog title={words.addTitle} action={words.addBranch} disabled={name.trim() === ''} onSubmit={add} onClose={onClose} again={[['accounts'], ['organisation']]}>
      <TextInput label={words.name} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label={words.below} data={parents.map(({ id, path }) => ({ value: id, label: path.join(' › ') }))} value={parentId} allowDeselect={false} onChange={(id) => setParentId(id ?? below.id)} />
      {kinds.length > 1 && <NativeSelect label={words.kind} data={kinds.map((each) => ({ value: each, label: accountKindNames[each] }))} value={fitting} onChange={(event) => setKind(event.currentTarget.value as AccountKind)} />}
      <ZoneField label={words.timeZone} value={timeZone} empty={words.asAbove} onChange={setTimeZone} />
    </FormDialog>
  );
}
