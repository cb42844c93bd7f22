import { Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconTemplate } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { wordsOfProblem } from '../../api/problem';
import type { Purpose } from '../../api/types';
import { IconButton } from '../../shared/IconButton';
import { useTemplates } from './reading';
import type { Language, Template } from './routes';
import styles from './TemplatePicker.module.css';
import { templateWords as words } from './words';

interface Props {
  /** Only templates for this purpose: they are not used for another. */
  purpose?: Purpose;
  /** Whose words are shown first. */
  language?: Language;
  onPick: (template: Template) => void;
  /** Counts up to open the list from outside, as by typing "/". */
  openings?: number;
  /** The list was closed without picking: the focus goes back to where one writes. */
  onLeave?: () => void;
}

/** A button with the templates behind it, searched and chosen by keyboard. */
export function TemplatePicker({ purpose, language = 'en', onPick, openings = 0, onLeave }: Props) {
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q, 150);
  const combobox = useCombobox({
    onDropdownClose: (by) => { combobox.resetSelectedOption(); setQ(''); if (by === 'keyboard') onLeave?.(); },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const read = useTemplates({ q: asked, purpose }, combobox.dropdownOpened);
  const found = read.data?.pages.flatMap((page) => page.items) ?? [];
  useEffect(() => { if (openings > 0) combobox.openDropdown(); }, [openings]); // eslint-disable-line react-hooks/exhaustive-deps
  // The first one is chosen by Enter alone.
  useEffect(() => { if (combobox.dropdownOpened && found.length > 0) combobox.selectFirstOption(); }, [combobox.dropdownOpened, found.length, asked]); // eslint-disable-line react-hooks/exhaustive-deps
  const pick = (id: string) => {
    const template = found.find((each) => each.id === id);
    combobox.closeDropdown();
    if (template) onPick(template);
  };
  return (
    <Combobox store={combobox} width={360} position="top-start" withinPortal onOptionSubmit={pick}>
      <Combobox.Target withAriaAttributes={false}>
        <IconButton label={words.pick} aria-haspopup="dialog" aria-expanded={combobox.dropdownOpened} onClick={() => combobox.toggleDropdown()}>
          <IconTemplate size={20} stroke={1.7} />
        </IconButton>
      </Combobox.Target>
      <Combobox.Dropdown><div role="dialog" aria-label={words.pick}>
        <Combobox.Search value={q} onChange={(event) => setQ(event.currentTarget.value)} aria-label={words.pickSearch} placeholder={words.pickSearch} />
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} tabIndex={0} aria-label={words.pick}>
          {groupsOf(found).map(([folder, templates]) => (
            folder === '' ? templates.map((each) => <Option key={each.id} template={each} language={language} />)
              : <Combobox.Group key={folder} label={folder}>{templates.map((each) => <Option key={each.id} template={each} language={language} />)}</Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>{read.isError ? wordsOfProblem(read.error) : read.isPending ? words.pickLoading : asked.trim() === '' ? words.pickEmpty : words.pickNone}</Combobox.Empty>}
        </Combobox.Options>
      </div></Combobox.Dropdown>
    </Combobox>
  );
}

function Option({ template, language }: { template: Template; language: Language }) {
  return (
    <Combobox.Option value={template.id}>
      <span className={styles.option}>
        <b>{template.name}</b>
        <span className={styles.words}>{template.words[language] ?? template.words.en ?? template.words.es}</span>
        {template.missingLanguages.includes(language) && <span className={styles.lacks}>{words.lacks(language)}</span>}
      </span>
    </Combobox.Option>
  );
}

/** By folder, in the order they come. */
export function groupsOf(templates: Template[]): [folder: string, templates: Template[]][] {
  const groups = new Map<string, [string, Template[]]>();
  for (const template of templates) {
    const key = template.folder.toLowerCase();
    if (!groups.has(key)) groups.set(key, [template.folder, []]);
    groups.get(key)![1].push(template);
  }
  return [...groups.values()];
}
