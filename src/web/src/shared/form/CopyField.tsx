import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './CopyField.module.css';
import { formWords as words } from './words';

interface Props { value: string; label: string; block?: boolean }

/** Something to take elsewhere: shown whole, copied with one press. */
export function CopyField({ value, label, block = false }: Props) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <div className={block ? styles.block : styles.field} role="group" aria-label={label}>
      {block ? <pre tabIndex={0} aria-label={label}>{value}</pre> : <code>{value}</code>}
      <Button size="compact-sm" variant="default" onClick={() => clipboard.copy(value)} aria-label={`${clipboard.copied ? words.copied : words.copy}: ${label}`}
        leftSection={clipboard.copied ? <IconCheck size={15} aria-hidden="true" /> : <IconCopy size={15} aria-hidden="true" />}>
        {clipboard.copied ? words.copied : words.copy}
      </Button>
      <span className="unseen" role="status">{clipboard.copied ? words.copied : ''}</span>
    </div>
  );
}
