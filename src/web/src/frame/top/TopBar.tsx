import { Tooltip } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { useSession } from '../../session/session';
import { IconButton } from '../../shared/IconButton';
import { StatusPill } from '../../shared/StatusPill';
import { Bell } from './Bell';
import { useOverlay } from '../overlay/overlays';
import { PictureMenu } from './PictureMenu';
import { SearchBox } from './SearchBox';
import { SendingState } from './SendingState';
import styles from './TopBar.module.css';
import { frameWords as words } from '../words';

/** Search on the left; the demo mark, the palette, the bell and one's own picture on the right. */
export function TopBar() {
  const { organisation } = useSession();
  const open = useOverlay();
  return (
    <section className={styles.bar} aria-label={words.bar}>
      <SearchBox />
      <div className={styles.right}>
        <SendingState />
        {organisation.isDemo && (
          <Tooltip label={words.demoHint}><span><StatusPill tone="accent">{words.demo}</StatusPill></span></Tooltip>
        )}
        <IconButton label={words.palette} className={styles.palette} onClick={() => open('palette')}>
          <IconCommand size={20} stroke={1.7} />
        </IconButton>
        <Bell />
        <PictureMenu />
      </div>
    </section>
  );
}
