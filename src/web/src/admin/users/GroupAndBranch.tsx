import { NativeSelect } from '@mantine/core';
import { pathsOf } from '../accounts/tree';
import { useGroups } from '../groups/reading';
import { useAccounts } from '../reading';
import { adminWords as words } from '../words';

export interface GroupAt { group: string; accountId: string }

/** The security group somebody is in and where; it holds at that account and below. */
export function GroupAndBranch({ value, onChange }: { value: GroupAt; onChange: (place: GroupAt) => void }) {
  const accounts = useAccounts().data ?? [];
  const groups = (useGroups().data?.items ?? []).filter((each) => each.kind === 'permissions');
  return (
    <>
      <NativeSelect label={words.group} description={groups.find((each) => each.id === value.group)?.description} data={groups.map(({ id, name }) => ({ value: id, label: name }))}
        value={value.group} onChange={(event) => onChange({ ...value, group: event.currentTarget.value })} />
      <NativeSelect label={words.branch} data={pathsOf(accounts).map(({ id, path }) => ({ value: id, label: path.join(' › ') }))} value={value.accountId}
        onChange={(event) => onChange({ ...value, accountId: event.currentTarget.value })} />
    </>
  );
}
