import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import styles from '../Jobs.module.css';
import type { Stage } from '../routes';
import { jobsWords as words, stageNames } from '../words';

interface Props { q: string; stage: Stage | ''; onQ: (q: string) => void; onStage: (stage: Stage | '') => void }

/** The filters above applicants. */
export function ApplicantTools({ q, stage, onQ, onStage }: Props) {
  return (
    <div className={styles.tools} role="search">
      <TextInput type="search" aria-label={words.poolFilter} placeholder={words.poolFilter} value={q} leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />} onChange={(event) => onQ(event.currentTarget.value)} />
      <NativeSelect aria-label={words.stage} value={stage} data={[{ value: '', label: words.anyStage }, ...Object.entries(stageNames).map(([value, label]) => ({ value, label }))]}
        onChange={(event) => onStage(event.currentTarget.value as Stage | '')} />
    </div>
  );
}
