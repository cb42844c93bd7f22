import { Button, Checkbox, Divider, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../../api/client';
import type { Kind } from '../../../api/peopleTypes';
import type { SavedSearch } from '../../../api/recordTypes';
import { FormDialog } from '../../../shared/form/FormDialog';
import { useChange } from '../../../shared/form/useChange';
import { IconButton } from '../../../shared/IconButton';
import { pathOfKind } from '../../kinds';
import { filtersOf, queryOf, writeFilters, type PeopleFilters } from '../filters';
import { gridWords as words } from '../words';
import styles from './Tools.module.css';

export const useSavedSearches = (enabled = true) =>
  useQuery({ queryKey: ['saved-searches'], queryFn: ({ signal }) => call('GET /saved-searches', { signal }), select: ({ items }) => items, enabled });

/** Searches kept under a name: to open one, keep this one, or remove one. */
export function SavedMenu({ kind, filters }: { kind: Kind; filters: PeopleFilters }) {
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const [, go] = useLocation();
  const saved = useSavedSearches(open).data ?? [];
  const remove = useChange((id: string) => call('DELETE /saved-searches/{id}', { path: { id } }), { done: words.removed, again: [['saved-searches']] });
  const use = ({ search }: SavedSearch) => { setOpen(false); go(`${pathOfKind(search.kind ?? kind)}?${writeFilters(filtersOf(search)).toString()}`); };
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus>
        <Popover.Target><Button variant="default" leftSection={<IconBookmark size={17} stroke={1.7} aria-hidden="true" />} aria-expanded={open} onClick={() => setOpen(!open)}>{words.saved}</Button></Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={words.saved} p="xs">
          <div className={styles.scroll}>
            {saved.length === 0 && <p className={styles.none}>{words.savedNone}</p>}
            {saved.map((each) => (
              <div key={each.id} className={styles.saved}>
                <button type="button" onClick={() => use(each)}>{each.name}{!each.mine && <small>{words.sharedBy(each.owner)}</small>}</button>
                {each.mine && <IconButton label={words.remove(each.name)} size={30} onClick={() => remove.mutate(each.id)}><IconTrash size={16} stroke={1.7} aria-hidden="true" /></IconButton>}
              </div>
            ))}
          </div>
          <Divider my={6} />
          <Button size="xs" variant="subtle" fullWidth onClick={() => { setOpen(false); setSaving(true); }}>{words.save}</Button>
        </Popover.Dropdown>
      </Popover>
      {saving && <SaveSearch kind={kind} filters={filters} onClose={() => setSaving(false)} />}
    </>
  );
}

function SaveSearch({ kind, filters, onClose }: { kind: Kind; filters: PeopleFilters; onClose: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async () => {
    await call('POST /saved-searches', { body: { name: name.trim(), shared, search: { kind, ...queryOf(filters) } } });
    notifications.show({ message: words.saveDone });
  };
  return (
    <FormDialog title={words.saveTitle} line={words.saveLine} action={words.save.replace('…', '')} disabled={name.trim() === ''} onSubmit={save} onClose={onClose} again={[['saved-searches']]}>
      <TextInput label={words.saveName} data-autofocus maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox label={words.share} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
    </FormDialog>
  );
}
