import { NativeSelect } from '@mantine/core';
import type { Role } from '../../api/adminTypes';
import { pathsOf } from '../accounts/tree';
import { useAccounts } from '../reading';
import { adminWords as words, roleNames } from '../words';

interface Place { role: Role; accountId: string }

/** What somebody may do and where; it reaches as far as the account it is given at. */
export function RoleAndBranch({ value, onChange }: { value: Place; onChange: (place: Place) => void }) {
  const accounts = useAccounts().data ?? [];
  const roles = Object.entries(roleNames).map(([role, { name }]) => ({ value: role, label: name }));
  return (
    <>
      <NativeSelect label={words.role} description={roleNames[value.role]?.line} data={roles} value={value.role} onChange={(event) => onChange({ ...value, role: event.currentTarget.value as Role })} />
      <NativeSelect label={words.branch} data={pathsOf(accounts).map(({ id, path }) => ({ value: id, label: path.join(' › ') }))} value={value.accountId}
        onChange={(event) => onChange({ ...value, accountId: event.currentTarget.value })} />
    </>
  );
}
