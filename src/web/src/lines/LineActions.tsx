import { Button, Menu } from '@mantine/core';
import { IconCertificate, IconDots, IconPlayerPause, IconPlayerPlay, IconUsers } from '@tabler/icons-react';
import { useResume } from '../admin/sending/PauseDialog';
import { adminWords } from '../admin/words';
import type { Line } from '../api/adminTypes';
import { IconButton } from '../shared/IconButton';
import { verificationWords } from './health/words';
import styles from './Lines.module.css';
import { linesWords as words } from './words';

export type LineAct = 'users' | 'edit' | 'verify' | 'pause';

/** What can be done with a line: changing it in sight, the rest in a menu. */
export function LineActions({ line, open }: { line: Line; open: (act: LineAct) => void }) {
  const resume = useResume({ part: 'lines', id: line.id, name: line.name });
  return (
    <span className={styles.actions}>
      <Button size="compact-sm" variant="default" onClick={() => open('edit')} aria-label={`${words.edit}: ${line.name}`}>{words.edit}</Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target><IconButton label={words.more(line.name)}><IconDots size={19} aria-hidden="true" /></IconButton></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUsers size={17} stroke={1.7} />} onClick={() => open('users')}>{words.assign}</Menu.Item>
          <Menu.Item leftSection={<IconCertificate size={17} stroke={1.7} />} onClick={() => open('verify')}>{verificationWords.change}</Menu.Item>
          {!line.paused && <Menu.Item leftSection={<IconPlayerPause size={17} stroke={1.7} />} onClick={() => open('pause')}>{adminWords.pausePart}</Menu.Item>}
          {line.paused && !line.paused.account && <Menu.Item leftSection={<IconPlayerPlay size={17} stroke={1.7} />} onClick={() => resume.mutate(undefined)}>{adminWords.resumePart}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
