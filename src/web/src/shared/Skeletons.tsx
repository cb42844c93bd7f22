import { Skeleton } from '@mantine/core';
import styles from './Skeletons.module.css';
import { sharedWords } from './words/words';

/** Rows in the shape of a list that is being read. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={styles.list} role="status" aria-label={sharedWords.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          <Skeleton circle height={40} />
          <div className={styles.lines}><Skeleton height={12} width={`${40 + (row * 17) % 25}%`} /><Skeleton height={10} width={`${65 + (row * 13) % 25}%`} /></div>
        </div>
      ))}
    </div>
  );
}

/** Bubbles in the shape of a thread that is being read. */
export function ThreadSkeleton() {
  return (
    <div className={styles.thread} role="status" aria-label={sharedWords.loading}>
      {[44, 60, 38, 52, 30].map((width, at) => (
        <Skeleton key={width} height={44} radius="lg" width={`${width}%`} className={at % 2 ? styles.right : undefined} />
      ))}
    </div>
  );
}
