import { NativeSelect } from '@mantine/core';
import { pathsOf } from '../admin/accounts/tree';
import { useAccounts } from '../admin/reading';
import { jobsWords as words } from './words';

/** The branch something belongs to; the viewer's own place when nothing is chosen. */
export function BranchField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const accounts = useAccounts().data ?? [];
  const places = pathsOf(accounts).map(({ id, path }) => ({ value: id, label: path.join(' › ') }));
  return <NativeSelect label={words.branch} data={value === '' ? [{ value: '', label: '' }, ...places] : places} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
