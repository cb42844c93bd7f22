import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconListDetails, IconMessage2, IconNote, IconPhoneCheck, IconX } from '@tabler/icons-react';
import { useMay } from '../../../session/session';
import { IconButton } from '../../../shared/IconButton';
import { phoneWords } from '../../../shared/words/phone';
import { lookUpWords } from '../../lookUp/words';
import { peopleWords } from '../../words';
import type { Selection } from '../selection';
import { gridWords as words } from '../words';
import styles from './SelectionBar.module.css';
import type { RowActions } from './useRowActions';

interface Props { selection: Selection; actions: RowActions; matching?: number; onEverybody?: () => void }

/** What can be done with those who are selected, wherever they have scrolled to. */
export function SelectionBar({ selection, actions, matching, onEverybody }: Props) {
  const may = { text: useMay('text'), edit: useMay('edit_people') };
  const { picked, count } = selection;
  const numbers = picked.mode === 'people' ? picked.people.flatMap((each) => each.number ?? []) : [];
  const copy = async () => {
    await navigator.clipboard.writeText(numbers.map(phoneWords).join('\n'));
    notifications.show({ message: peopleWords.numbersCopied(numbers.length) });
  };
  const label = picked.mode === 'search' && picked.except.length === 0 ? words.allMatching(count) : words.selected(count);
  return (
    <div className={styles.bar} role="region" aria-label={label}>
      <b aria-live="polite">{label}</b>
      {onEverybody && matching !== undefined && matching > count && picked.mode === 'people' && selection.all
        && <Button size="xs" variant="subtle" onClick={onEverybody}>{words.selectMatching(matching)}</Button>}
      {may.text && <Button size="xs" leftSection={<IconMessage2 size={16} aria-hidden="true" />} onClick={actions.text}>{count === 1 ? peopleWords.text : words.sendText}</Button>}
      <Menu position="top-end" width={220} withinPortal={false}>
        <Menu.Target><IconButton label={peopleWords.more} size={32} variant="default"><IconDots size={18} aria-hidden="true" /></IconButton></Menu.Target>
        <Menu.Dropdown>
          {may.edit && <Menu.Item leftSection={<IconNote size={17} stroke={1.7} />} onClick={actions.log}>{words.logMessage}</Menu.Item>}
          {may.edit && <Menu.Item leftSection={<IconListDetails size={17} stroke={1.7} />} onClick={actions.hotlist}>{words.addToHotlist}</Menu.Item>}
          {may.edit && <Menu.Item leftSection={<IconPhoneCheck size={17} stroke={1.7} />} onClick={actions.lookUp}>{lookUpWords.many}</Menu.Item>}
          {numbers.length > 0 && <Menu.Item leftSection={<IconCopy size={17} stroke={1.7} />} onClick={() => void copy()}>{peopleWords.copyNumbers}</Menu.Item>}
          {onEverybody && matching !== undefined && picked.mode === 'people' && <Menu.Item onClick={onEverybody}>{words.selectMatching(matching)}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <IconButton label={words.clear} size={32} onClick={selection.clear}><IconX size={18} aria-hidden="true" /></IconButton>
    </div>
  );
}
