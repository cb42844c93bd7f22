import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMay } from '../../session/session';
import { useUsers } from '../reading';
import { actionGroups } from './actions';
import styles from './Audit.module.css';
import { auditWords as words } from './words';

/** What narrows the log; kept in the address. */
export interface AuditFilter { q: string; actorId: string; action: string; from: string; to: string; texts: string }

interface Props { filter: AuditFilter; onChange: (change: Partial<AuditFilter>) => void }

export function AuditFilters({ filter, onChange }: Props) {
  const type = useDebouncedCallback((q: string) => onChange({ q }), 300);
  const day = (field: 'from' | 'to') => <TextInput type="date" label={words[field]} value={filter[field]} onChange={(event) => onChange({ [field]: event.currentTarget.value })} />;
  return (
    <div className={styles.filters} role="search">
      <TextInput type="search" label={words.find} placeholder={words.findHint} defaultValue={filter.q} onChange={(event) => type(event.currentTarget.value)} />
      {useMay('administer') ? <Who value={filter.actorId} onChange={(actorId) => onChange({ actorId })} /> : null}
      <NativeSelect label={words.what} value={filter.action} onChange={(event) => onChange({ action: event.currentTarget.value })} data={[{ value: '', label: words.everything }, ...actionGroups]} />
      {day('from')}
      {day('to')}
      <Checkbox className={styles.texts} label={words.texts} checked={filter.texts === 'true'} onChange={(event) => onChange({ texts: event.currentTarget.checked ? 'true' : '' })} />
    </div>
  );
}

function Who({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const users = useUsers().data ?? [];
  return <NativeSelect label={words.who} value={value} onChange={(event) => onChange(event.currentTarget.value)} data={[{ value: '', label: words.everyone }, ...users.map(({ id, name }) => ({ value: id, label: name }))]} />;
}
