import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import styles from './Jobs.module.css';
import { jobsWords as words } from './words';

export type Shown = 'open' | 'closed' | 'all';

export const openOf = (shown: Shown) => (shown === 'all' ? undefined : shown === 'open');

interface Props { q: string; shown: Shown; onQ: (q: string) => void; onShown: (shown: Shown) => void }

/** The filters above postings and orders. */
export function ListTools({ q, shown, onQ, onShown }: Props) {
  return (
    <div className={styles.tools} role="search">
      <TextInput type="search" aria-label={words.search} placeholder={words.search} value={q} leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />} onChange={(event) => onQ(event.currentTarget.value)} />
      <NativeSelect aria-label={words.state} value={shown} data={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: words[value] }))}
        onChange={(event) => onShown(event.currentTarget.value as Shown)} />
    </div>
  );
}
