import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { maySee, screens } from '../frame/screens';
import { useSession } from '../session/session';
import { Page } from '../shared/page/Page';
import { PageHead } from '../shared/page/PageHead';
import { useCurrentInView } from '../shared/page/useCurrentInView';
import styles from './AdminPage.module.css';
import { adminWords as words } from './words';

interface Props { title: string; line?: ReactNode; back?: { href: string; words: string }; actions?: ReactNode; children: ReactNode }

/** A page of administration, with the others beside it. */
export function AdminPage({ title, line, back, actions, children }: Props) {
  const session = useSession();
  const [location] = useLocation();
  const row = useCurrentInView<HTMLElement>();
  const items = screens.filter((screen) => screen.path.startsWith('/admin/') && !screen.unlisted && maySee(screen, session));
  return (
    <div className={styles.admin}>
      <nav ref={row} aria-label={words.admin} className={styles.nav}>
        {items.map(({ path, name }) => (
          <Link key={path} href={path} className={styles.item} aria-current={location === path || location.startsWith(`${path}/`) ? 'page' : undefined}>{name.replace(/^Admin › /, '')}</Link>
        ))}
      </nav>
      <div className={styles.body}>
        <Page><PageHead title={title} line={line} back={back}>{actions}</PageHead>{children}</Page>
      </div>
    </div>
  );
}
