import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import type { Hotlist } from '../../api/recordTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { useSavedSearches } from '../grid/tools/SavedMenu';
import { hotlistWords as words } from './words';

/** Begins a hotlist, or renames and shares one. */
export function HotlistDialog({ list, onClose }: { list?: Hotlist; onClose: () => void }) {
  const [name, setName] = useState(list?.name ?? '');
  const [shared, setShared] = useState(list?.shared ?? false);
  const [searchId, setSearchId] = useState('');
  const searches = useSavedSearches(list === undefined).data ?? [];
  const [, go] = useLocation();
  const save = async () => {
    const fields = { name: name.trim(), shared };
    if (list) return call('PATCH /hotlists/{id}', { path: { id: list.id }, body: fields });
    const made = await call('POST /hotlists', { body: { ...fields, search: searches.find((each) => each.id === searchId)?.search } });
    go(`/people/hotlists/${made.id}`);
  };
  return (
    <FormDialog title={list ? words.edit : words.newList} line={list ? undefined : words.newLine} action={list ? words.save : words.create} disabled={name.trim() === ''}
      onSubmit={save} onClose={onClose} again={[['hotlists']]}>
      <TextInput label={words.name} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {!list && searches.length > 0 && (
        <NativeSelect label={words.holds} value={searchId} onChange={(event) => setSearchId(event.currentTarget.value)}
          data={[{ value: '', label: words.byHand }, ...searches.map((each) => ({ value: each.id, label: each.name }))]} />
      )}
      <Checkbox label={words.share} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
    </FormDialog>
  );
}
