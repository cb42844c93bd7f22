import { Link, useLocation } from 'wouter';
import { useCurrentInView } from './useCurrentInView';
import styles from './Tabs.module.css';

/** Screens of one section beside each other, as links; the one that is open is marked. */
export function Tabs({ label, items }: { label: string; items: { href: string; name: string }[] }) {
  const [location] = useLocation();
  const row = useCurrentInView<HTMLElement>();
  return (
    <nav ref={row} aria-label={label} className={styles.tabs}>
      {items.map(({ href, name }) => (
        <Link key={href} href={href} className={styles.tab} aria-current={location.split('?')[0] === href ? 'page' : undefined}>{name}</Link>
      ))}
    </nav>
  );
}
