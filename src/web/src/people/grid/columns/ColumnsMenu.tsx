import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { gridWords as words } from '../words';
import type { FixedColumn, useColumns } from './columns';
import styles from '../tools/Tools.module.css';

/** Which columns are shown, kept on this device. */
export function ColumnsMenu({ choice }: { choice: ReturnType<typeof useColumns> }) {
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target><Button variant="default" leftSection={<IconColumns3 size={17} stroke={1.7} aria-hidden="true" />}>{words.columnsMenu}</Button></Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={words.columnsMenu}>
        <div className={styles.scroll}>
          <Stack gap={8}>
            {choice.all.map(({ id, label }) => <Checkbox key={id} size="sm" label={label ?? words.columns[id as FixedColumn]} checked={choice.ids.includes(id)} onChange={() => choice.toggle(id)} />)}
          </Stack>
        </div>
        <Button mt="sm" size="xs" variant="default" fullWidth onClick={choice.reset}>{words.usualColumns}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}
