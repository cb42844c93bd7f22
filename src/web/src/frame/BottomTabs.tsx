import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useCounts } from '../conversations/reading';
import styles from './BottomTabs.module.css';
import { useSections } from './sections';
import { frameWords as words } from './words';

const room = 4;

/** The sections along the foot of a phone's screen; what finds no room is under More. */
export function BottomTabs() {
  const sections = useSections();
  const counts = useCounts();
  const [, go] = useLocation();
  const shown = sections.slice(0, sections.length > room + 1 ? room : room + 1);
  const rest = sections.slice(shown.length);
  return (
    <nav className={styles.tabs} aria-label={words.sections}>
      {shown.map(({ root, href, name, icon: Icon, here }) => (
        <Link key={root} href={href} className={styles.tab} aria-current={here ? 'page' : undefined}>
          <span className={styles.icon}>
            <Icon size={23} stroke={1.7} aria-hidden="true" />
            {root === '/inbox' && !!counts?.needsReply && <span className={styles.dot} role="img" aria-label={words.needsReply(counts.needsReply)} />}
          </span>
          {name}
        </Link>
      ))}
      {rest.length > 0 && (
        <Menu position="top-end" width={220}>
          <Menu.Target>
            <UnstyledButton className={styles.tab} data-here={rest.some((section) => section.here) || undefined}>
              <IconDots size={23} stroke={1.7} aria-hidden="true" />{words.more}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(({ root, href, name, icon: Icon }) => (
              <Menu.Item key={root} leftSection={<Icon size={18} stroke={1.7} />} onClick={() => go(href)}>{name}</Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}
