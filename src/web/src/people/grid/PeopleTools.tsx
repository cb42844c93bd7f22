import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { peopleWords as words } from '../words';
import type { PeopleFilters } from './filters';
import styles from './PeopleTools.module.css';

/** The filters above a grid. */
export function PeopleTools({ filters, onChange }: { filters: PeopleFilters; onChange: (change: Partial<PeopleFilters>) => void }) {
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
    </div>
  );
}
