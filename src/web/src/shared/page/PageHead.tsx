import { IconChevronLeft } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './PageHead.module.css';

interface Props { title: ReactNode; name?: string; line?: ReactNode; back?: { href: string; words: string }; children?: ReactNode }

/** The head of a page: where one came from, its name, one line about it, and what can be done here. */
export function PageHead({ title, name = typeof title === 'string' ? title : undefined, line, back, children }: Props) {
  useEffect(() => {
    if (name === undefined) return;
    document.title = `${name} · Rosterline`;
    return () => { document.title = 'Rosterline'; };
  }, [name]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {back && <Link href={back.href} className={styles.back}><IconChevronLeft size={15} stroke={2} aria-hidden="true" />{back.words}</Link>}
        <h1 className={styles.title}>{title}</h1>
        {line && <div className={styles.line}>{line}</div>}
      </div>
      {children && <div className={styles.actions}>{children}</div>}
    </header>
  );
}
