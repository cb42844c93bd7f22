import { Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Permission } from './routes';
import { StatusPill } from '../../shared/StatusPill';
import { Section } from '../../shared/page/Section';
import styles from './Groups.module.css';
import { groupWords as words } from './words';

interface Props { permissions: Permission[]; chosen: Set<string>; onChange?: (chosen: Set<string>) => void }

/** Everything a group can allow, by category, narrowed by a filter; without `onChange` to be read only. */
export function PermissionList({ permissions, chosen, onChange }: Props) {
  const [filter, setFilter] = useState('');
  const found = permissions.filter((each) => `${each.category} ${each.name} ${each.description}`.toLowerCase().includes(filter.trim().toLowerCase()));
  const categories = [...new Set(found.map((each) => each.category))];
  const turn = (key: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(key); else next.delete(key);
    onChange?.(next);
  };
  return (
    <Section title={words.allowed} action={<TextInput aria-label={words.filter} placeholder={words.filter} leftSection={<IconSearch size={16} aria-hidden="true" />} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} />}>
      {found.length === 0 && <p className={styles.none} role="status">{words.nothingFound}</p>}
      {categories.map((category) => (
        <fieldset key={category} className={styles.category}>
          <legend>{category}</legend>
          {found.filter((each) => each.category === category).map((each) => (
            <Checkbox key={each.key} checked={chosen.has(each.key)} disabled={!onChange} description={each.description} onChange={(event) => turn(each.key, event.currentTarget.checked)}
              label={<span className={styles.permission}>{each.name} {each.wholeOrganisation && <span title={words.wholeHint}><StatusPill>{words.whole}</StatusPill></span>}</span>} />
          ))}
        </fieldset>
      ))}
    </Section>
  );
}
