import { Modal } from '@mantine/core';
import styles from './ShortcutsSheet.module.css';
import { frameWords as words, shortcutGroups } from '../words';

/** All keys on one page. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.shortcuts} closeButtonProps={{ 'aria-label': words.close }} size="md">
      {shortcutGroups.map((group) => (
        <section key={group.name} className={styles.group}>
          <h3>{group.name}</h3>
          <dl>
            {group.keys.map(([keys, does]) => (
              <div key={does}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{does}</dd></div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
