import { Link } from 'wouter';
import { useCounts } from '../conversations/reading';
import { AccountPath } from './top/AccountPath';
import styles from './Rail.module.css';
import { useSections } from './sections';
import { frameWords as words } from './words';

/** The sections down the left side, with the account one stands in under the logo. */
export function Rail() {
  const sections = useSections();
  const counts = useCounts();
  return (
    <nav className={styles.rail} aria-label={words.sections}>
      <Link href="/inbox" className={styles.logo} aria-label="Rosterline"><img src="/mark.svg" alt="" width={36} height={36} /></Link>
      <AccountPath />
      <ul className={styles.list}>
        {sections.map(({ root, href, name, icon: Icon, here, atFoot }, at) => (
          <li key={root} className={atFoot && !sections[at - 1]?.atFoot ? styles.foot : undefined}>
            <Link href={href} className={styles.section} aria-current={here ? 'page' : undefined}>
              <span className={styles.icon}>
                <Icon size={22} stroke={1.7} aria-hidden="true" />
                {root === '/inbox' && !!counts?.needsReply && (
                  <b className={styles.count} title={words.needsReply(counts.needsReply)}>{counts.needsReply > 99 ? '99+' : counts.needsReply}</b>
                )}
              </span>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
