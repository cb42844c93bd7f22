import type { ReactNode } from 'react';
import styles from './Pills.module.css';

interface Pill<T> { value: T; name: string; bad?: boolean }

interface Props<T> { label: string; items: Pill<T>[]; value: T; onChange: (value: T) => void; children?: ReactNode }

/** Parts of a list as buttons with their counts; one of them is shown. */
export function Pills<T extends string>({ label, items, value, onChange, children }: Props<T>) {
  return (
    <div className={styles.pills} role="group" aria-label={label}>
      {items.map((item) => <button key={item.value} type="button" aria-pressed={item.value === value} data-bad={item.bad || undefined} onClick={() => onChange(item.value)}>{item.name}</button>)}
      {children}
    </div>
  );
}
