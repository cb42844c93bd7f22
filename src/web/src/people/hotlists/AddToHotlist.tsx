import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Audience } from '../../api/recordTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { useHotlists } from './reading';
import { hotlistWords as words } from './words';

const fresh = 'new';

/** Puts whoever is meant on a list, an existing one or a new one. */
export function AddToHotlist({ audience, count, onClose }: { audience: Audience; count: number; onClose: () => void }) {
  const lists = useHotlists();
  const byHand = (lists.data ?? []).filter((list) => list.search === null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const id = chosen ?? byHand[0]?.id ?? fresh;
  const add = async () => {
    const list = id === fresh ? await call('POST /hotlists', { body: { name: name.trim(), shared } }) : byHand.find((each) => each.id === id)!;
    // A list that was made stays chosen, should adding to it be refused: pressing again does not make a second one
    if (id === fresh) { await lists.refetch(); setChosen(list.id); }
    const done = await call('POST /hotlists/{id}/members', { path: { id: list.id }, body: audience });
    notifications.show({ message: words.added(done.added, done.already, list.name) });
  };
  return (
    <FormDialog title={words.addTitle(count)} action={words.add} disabled={lists.isPending || (id === fresh && name.trim() === '')} onSubmit={add} onClose={onClose} again={[['hotlists']]}>
      <NativeSelect label={words.which} value={id} data={[...byHand.map((list) => ({ value: list.id, label: list.name })), { value: fresh, label: words.another }]}
        onChange={(event) => setChosen(event.currentTarget.value)} />
      {id === fresh && (
        <>
          <TextInput label={words.name} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Checkbox label={words.share} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        </>
      )}
    </FormDialog>
  );
}
