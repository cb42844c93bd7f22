import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface Props { icon?: ReactNode; title: string; line?: string; children?: ReactNode }

/** What stands where there is nothing: a title, one line, and what to do. */
export function EmptyState({ icon, title, line, children }: Props) {
  return (
    <div className={styles.empty}>
      {icon && <span className={styles.icon} aria-hidden="true">{icon}</span>}
      <p className={styles.title}>{title}</p>
      {line && <p className={styles.line}>{line}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
