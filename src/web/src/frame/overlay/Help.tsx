import { Modal } from '@mantine/core';
import { IconCommand, IconDeviceMobile, IconKeyboard, IconSparkles } from '@tabler/icons-react';
import { reopenTryIt } from '../../phones/tryItTasks';
import { useSession } from '../../session/session';
import { useLocation } from 'wouter';
import styles from './Help.module.css';
import { useOverlay } from './overlays';
import { frameWords as words } from '../words';

const icon = { size: 20, stroke: 1.7, 'aria-hidden': true } as const;

/** Where help is found: the keys, the palette, and in the demo the card with the first tasks. */
export function Help({ onClose }: { onClose: () => void }) {
  const open = useOverlay();
  const [, go] = useLocation();
  const { isDemo } = useSession().organisation;
  const ways = [
    isDemo && { icon: <IconSparkles {...icon} />, name: words.helpTryIt, line: words.helpTryItLine, run: () => { reopenTryIt(); onClose(); } },
    isDemo && { icon: <IconDeviceMobile {...icon} />, name: words.phones, line: words.phonesLine, run: () => { go('/phones'); onClose(); } },
    { icon: <IconCommand {...icon} />, name: words.helpPalette, line: words.helpPaletteLine, run: () => open('palette') },
    { icon: <IconKeyboard {...icon} />, name: words.shortcuts, line: words.helpShortcutsLine, run: () => open('shortcuts') },
  ].filter((way) => way !== false);
  return (
    <Modal opened onClose={onClose} title={words.help} closeButtonProps={{ 'aria-label': words.close }}>
      <p className={styles.line}>{words.helpLine}</p>
      {ways.map((way) => (
        <button key={way.name} type="button" className={styles.way} onClick={way.run}>
          {way.icon}<span><b>{way.name}</b>{way.line}</span>
        </button>
      ))}
    </Modal>
  );
}
