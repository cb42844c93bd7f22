import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Kind } from '../../../api/peopleTypes';
import { peopleWords as words } from '../../words';
import { ColumnsMenu } from '../columns/ColumnsMenu';
import type { useColumns } from '../columns/columns';
import type { PeopleFilters } from '../filters';
import { FurtherFilters } from './FurtherFilters';
import { SavedMenu } from './SavedMenu';
import styles from './Tools.module.css';

interface Props { kind: Kind; filters: PeopleFilters; columns: ReturnType<typeof useColumns>; onChange: (change: Partial<PeopleFilters>) => void }

/** The filters above a grid, the searches kept, and the choice of columns. */
export function PeopleTools({ kind, filters, columns, onChange }: Props) {
  const [typed, setTyped] = useState(filters.q);
  const [known, setKnown] = useState(filters.q);
  const later = useDebouncedCallback((q: string) => { setKnown(q); onChange({ q }); }, 200);
  // Cleared from outside, such as by the empty state
  if (filters.q !== known) { setKnown(filters.q); setTyped(filters.q); }
  return (
    <div className={styles.tools} role="search">
      <TextInput className={styles.text} aria-label={words.filter} placeholder={words.filter} type="search" value={typed}
        leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />}
        onChange={(event) => { setTyped(event.currentTarget.value); later(event.currentTarget.value); }} />
      <NativeSelect aria-label={words.activeLabel} value={filters.active}
        data={(['yes', 'no', 'all'] as const).map((value) => ({ value, label: words.active[value] }))}
        onChange={(event) => onChange({ active: event.currentTarget.value as PeopleFilters['active'] })} />
      <FurtherFilters kind={kind} filters={filters} onChange={onChange} />
      <SavedMenu kind={kind} filters={filters} />
      <div className={styles.wide}><ColumnsMenu choice={columns} /></div>
    </div>
  );
}
