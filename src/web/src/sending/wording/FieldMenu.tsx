import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useState } from 'react';
import { useMergeFields } from '../templates/reading';
import { templateWords as words } from '../templates/words';
import styles from './FieldMenu.module.css';

/** Puts a merge field into a text; found by name or by what it is. */
export function FieldMenu({ onInsert }: { onInsert: (field: string) => void }) {
  const [q, setQ] = useState('');
  const fields = useMergeFields().data ?? [];
  const combobox = useCombobox({
    onDropdownClose: () => { combobox.resetSelectedOption(); setQ(''); },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const found = fields.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(q.trim().toLowerCase()));
  return (
    <Combobox store={combobox} width={340} position="bottom-end" withinPortal onOptionSubmit={(name) => { onInsert(`{${name}}`); combobox.closeDropdown(); }}>
      <Combobox.Target withAriaAttributes={false}>
        <Button size="compact-sm" variant="default" leftSection={<IconBraces size={15} aria-hidden="true" />} aria-haspopup="dialog" aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}>{words.insertField}</Button>
      </Combobox.Target>
      <Combobox.Dropdown><div role="dialog" aria-label={words.insertField}>
        <Combobox.Search value={q} onChange={(event) => { setQ(event.currentTarget.value); combobox.selectFirstOption(); }} aria-label={words.fieldSearch} placeholder={words.fieldSearch} />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} tabIndex={0} aria-label={words.insertField}>
          {found.map(({ name, description, example }) => (
            <Combobox.Option key={name} value={name}><span className={styles.field}><b>{`{${name}}`}</b><span>{description}</span><span>{example}</span></span></Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.fieldNone}</Combobox.Empty>}
        </Combobox.Options>
      </div></Combobox.Dropdown>
    </Combobox>
  );
}
