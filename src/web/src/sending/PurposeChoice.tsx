import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { Purpose } from '../api/types';
import styles from './Choice.module.css';
import { purposes } from './purposes';
import { composerWords as words } from './words';

/** What a text is for, as one word that can be changed. */
export function PurposeChoice({ value, onChange }: { value: Purpose; onChange: (next: Purpose) => void }) {
  return (
    <Menu position="top-end" width={280}>
      <Menu.Target>
        <UnstyledButton className={`${styles.choice} ${styles.end}`} aria-label={`${words.purpose}: ${words.purposes[value]}`}>
          <b>{words.purposes[value]}</b><IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.purpose}</Menu.Label>
        {purposes.map((each) => (
          <Menu.Item key={each} rightSection={each === value ? <IconCheck size={16} /> : null} onClick={() => onChange(each)}>
            {words.purposes[each]}<span className={styles.line}>{words.purposeLines[each]}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
