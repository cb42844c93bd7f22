import { useId, type ReactNode } from 'react';
import styles from './Section.module.css';

interface Props { title?: ReactNode; line?: ReactNode; action?: ReactNode; children?: ReactNode; flush?: boolean }

/** One topic of a page on its own surface; `flush` lets a list reach its edges. */
export function Section({ title, line, action, children, flush = false }: Props) {
  const head = useId();
  return (
    <section className={styles.section} aria-labelledby={title ? head : undefined}>
      {(title || action) && (
        <div className={styles.head}>
          <div className={styles.words}>
            {title && <h2 id={head} className={styles.title}>{title}</h2>}
            {line && <p className={styles.line}>{line}</p>}
          </div>
          {action}
        </div>
      )}
      {children && <div className={flush ? styles.flush : styles.body}>{children}</div>}
    </section>
  );
}
