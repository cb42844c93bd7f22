import { NativeSelect, TextInput } from '@mantine/core';
import { useUsers } from '../admin/reading';
import { useMay, useSession } from '../session/session';
import type { ReportFilters } from './filters';
import styles from './Reports.module.css';
import { reportsWords as words } from './words';

/** Dates, line and user of a report. */
export function FilterBar({ filters, onChange }: { filters: ReportFilters; onChange: (change: Partial<ReportFilters>) => void }) {
  const { lines } = useSession();
  const day = (field: 'from' | 'to') => (
    <TextInput type="date" label={words[field]} value={filters[field]} onChange={(event) => { if (event.currentTarget.value !== '') onChange({ [field]: event.currentTarget.value }); }} />
  );
  return (
    <div className={styles.filters} role="search">
      {day('from')}
      {day('to')}
      <NativeSelect label={words.line} value={filters.lineId} onChange={(event) => onChange({ lineId: event.currentTarget.value })}
        data={[{ value: '', label: words.everyLine }, ...lines.map(({ id, name }) => ({ value: id, label: name }))]} />
      {useMay('administer') && <Users filters={filters} onChange={onChange} />}
    </div>
  );
}

function Users({ filters, onChange }: { filters: ReportFilters; onChange: (change: Partial<ReportFilters>) => void }) {
  const users = useUsers().data ?? [];
  return (
    <NativeSelect label={words.user} value={filters.userId} onChange={(event) => onChange({ userId: event.currentTarget.value })}
      data={[{ value: '', label: words.everyUser }, ...users.map(({ id, name }) => ({ value: id, label: name }))]} />
  );
}
