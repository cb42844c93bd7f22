import type { ReactNode } from 'react';
import styles from './Rows.module.css';

export interface Column<T> {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  width?: string;
  end?: boolean;
  hideOnPhone?: boolean;
  /** On a phone the cell says what it is. */
  named?: boolean;
}

interface Props<T> { label: string; rows: T[]; columns: Column<T>[]; keyOf: (row: T) => string }

/** A short table; on a phone each row becomes a card, its first column the title. */
export function Rows<T>({ label, rows, columns, keyOf }: Props<T>) {
  return (
    <table className={styles.rows} aria-label={label}>
      <thead>
        <tr>{columns.map(({ key, head, width, end }) => <th key={key} scope="col" style={{ width }} className={end ? styles.end : undefined}>{head || <span className="unseen">{label}</span>}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ key, head, cell, hideOnPhone, end, named }) => (
              <td key={key} data-head={named ? `${head}: ` : undefined} className={[end && styles.end, hideOnPhone && styles.wide].filter(Boolean).join(' ') || undefined}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
