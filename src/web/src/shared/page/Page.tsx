import type { ReactNode } from 'react';
import styles from './Page.module.css';

interface Props { children: ReactNode; width?: 'narrow' | 'wide'; fill?: boolean }

/** The room of a page: quiet margins, a width one can read; with `fill` exactly the height of the window, for lists that scroll inside. */
export function Page({ children, width = 'wide', fill = false }: Props) {
  return <div className={[styles.page, styles[width], fill && styles.fill].filter(Boolean).join(' ')}>{children}</div>;
}
