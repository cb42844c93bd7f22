import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconMessage2, IconX } from '@tabler/icons-react';
import type { PersonRow } from '../../api/types';
import { useMay } from '../../session/session';
import { IconButton } from '../../shared/IconButton';
import { phoneWords } from '../../shared/words/phone';
import { openTextPanel } from '../texting/panel';
import { peopleWords as words } from '../words';
import styles from './GroupBar.module.css';

/** What can be done with those who are selected. */
export function GroupBar({ people, onClear }: { people: PersonRow[]; onClear: () => void }) {
  const may = useMay('text');
  const numbers = people.flatMap((person) => person.number?.number ?? []);
  const only = people.length === 1 ? people[0] : undefined;
  const copy = async () => {
    await navigator.clipboard.writeText(numbers.map(phoneWords).join('\n'));
    notifications.show({ message: words.numbersCopied(numbers.length) });
  };
  return (
    <div className={styles.bar} role="region" aria-label={words.selected(people.length)}>
      <b aria-live="polite">{words.selected(people.length)}</b>
      {numbers.length > 0 && <Button size="xs" variant="default" leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => void copy()}>{words.copyNumbers}</Button>}
      {only && may && <Button size="xs" leftSection={<IconMessage2 size={16} aria-hidden="true" />} onClick={() => openTextPanel(only)}>{words.text}</Button>}
      <IconButton label={words.clear} size={32} onClick={onClear}><IconX size={18} aria-hidden="true" /></IconButton>
    </div>
  );
}
