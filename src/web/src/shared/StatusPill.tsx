import type { ReactNode } from 'react';
import styles from './StatusPill.module.css';

export type Tone = 'calm' | 'accent' | 'good' | 'warn' | 'bad';

/** A state in a word, on a soft colour: the word says it, the colour only helps. */
export function StatusPill({ tone = 'calm', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.pill} ${styles[tone]}`}>{children}</span>;
}
