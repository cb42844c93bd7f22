import { Button, NativeSelect, Popover, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Kind } from '../../../api/peopleTypes';
import { useMay } from '../../../session/session';
import { useOwnFields, usePeopleGroups } from '../../reading';
import { peopleWords } from '../../words';
import { everyone, furtherIn, type PeopleFilters, type TextFilter } from '../filters';
import { gridWords as words } from '../words';
import styles from './Tools.module.css';

interface Props { kind: Kind; filters: PeopleFilters; onChange: (change: Partial<PeopleFilters>) => void }

const typed: Record<Kind, TextFilter[]> = {
  candidate: ['lastName', 'firstName', 'id', 'status', 'text'],
  employee: ['lastName', 'firstName', 'id', 'status', 'text'],
  contact: ['lastName', 'firstName', 'id', 'customer', 'customerId', 'status', 'text'],
};

/** The filters one needs less often, behind a button that tells how many hide somebody. */
export function FurtherFilters({ kind, filters, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const count = furtherIn(filters);
  const clear = () => onChange({ ...everyone, q: filters.q, active: filters.active, sort: filters.sort, by: filters.by });
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width="min(420px, calc(100vw - 24px))" trapFocus>
      <Popover.Target>
        <Button variant={count > 0 ? 'light' : 'default'} leftSection={<IconFilter size={17} stroke={1.7} aria-hidden="true" />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {words.filters}{count > 0 && ` (${count})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={words.filters}>
        <div className={styles.scroll}>{open && <Fields kind={kind} filters={filters} onChange={onChange} />}</div>
        {count > 0 && <Button mt="sm" size="xs" variant="default" fullWidth onClick={clear}>{peopleWords.clearFilters}</Button>}
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ kind, filters, onChange }: Props) {
  const ssn = useMay('see_ssn') && kind === 'employee';
  const own = useOwnFields();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
      {typed[kind].map((name) => <Typed key={name} label={name === 'id' ? words.idOf(kind) : words.fields[name]} value={filters[name]} onChange={(value) => onChange({ [name]: value })} />)}
      <Grouped kind={kind} by="branch" label={words.fields.branchId} value={filters.branchId} onChange={(branchId) => onChange({ branchId })} />
      <Grouped kind={kind} by="rep" label={words.fields.repId} value={filters.repId} onChange={(repId) => onChange({ repId })} />
      <NativeSelect size="sm" label={words.assigned} value={filters.assigned} data={[{ value: '', label: words.anyone }, { value: 'yes', label: words.yes }, { value: 'no', label: words.no }]}
        onChange={(event) => onChange({ assigned: event.currentTarget.value as PeopleFilters['assigned'] })} />
      <NativeSelect size="sm" label={words.fields.without} value={filters.without}
        data={[{ value: '', label: words.anyone }, ...Object.entries(words.without).map(([value, label]) => ({ value, label }))]}
        onChange={(event) => onChange({ without: event.currentTarget.value })} />
      {own.map(({ key, name }) => <Typed key={key} label={name} value={filters.own[key] ?? ''} onChange={(value) => onChange({ own: { ...filters.own, [key]: value } })} />)}
      {ssn && <Typed label={words.fields.ssn} value={filters.ssn} digits onChange={(value) => onChange({ ssn: value })} />}
    </SimpleGrid>
  );
}

function Typed({ label, value, digits = false, onChange }: { label: string; value: string; digits?: boolean; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // Half a number finds nobody: the digits are asked for once all four are there
  const later = useDebouncedCallback((next: string) => { if (!digits || next.length === 0 || next.length === 4) { setKnown(next); onChange(next); } }, 300);
  if (value !== known) { setKnown(value); setText(value); }
  const type = (next: string) => { const kept = digits ? next.replace(/\D/g, '').slice(0, 4) : next; setText(kept); later(kept); };
  return <TextInput size="sm" label={label} value={text} inputMode={digits ? 'numeric' : undefined} autoComplete="off" onChange={(event) => type(event.currentTarget.value)} />;
}

// What there is to choose from is what the grid can be grouped by.
function Grouped({ kind, by, label, value, onChange }: { kind: Kind; by: 'branch' | 'rep'; label: string; value: string; onChange: (value: string) => void }) {
  const groups = usePeopleGroups(kind, { ...everyone, active: 'all' }, by).data?.items ?? [];
  const data = [{ value: '', label: words.anyone }, ...groups.flatMap(({ key, name }) => (key === null ? [] : [{ value: key, label: name }]))];
  return <NativeSelect size="sm" label={label} value={value} data={data} onChange={(event) => onChange(event.currentTarget.value)} />;
}
