import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useGroups } from '../groups/reading';
import { useAccounts } from '../reading';
import type { GroupRule } from './routes';
import { signInAdminWords as words } from './words';

interface Props { claim: string; rules: GroupRule[]; onClaim: (claim: string) => void; onRules: (rules: GroupRule[]) => void }

/** Which group at the provider gives which role here, in order. */
export function GroupRows({ claim, rules, onClaim, onRules }: Props) {
  const accounts = useAccounts();
  const groups = (useGroups().data?.items ?? []).filter(({ kind }) => kind === 'permissions').map(({ id, name }) => ({ value: id, label: name }));
  const places = [{ value: '', label: words.everywhere }, ...(accounts.data ?? []).filter(({ parentId }) => parentId !== null).map(({ id, name }) => ({ value: id, label: name }))];
  const change = (at: number, part: Partial<GroupRule>) => onRules(rules.map((rule, each) => (each === at ? { ...rule, ...part } : rule)));
  return (
    <Fieldset legend={words.groups}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{words.groupsLine}</Text>
        {rules.map((rule, at) => (
          <Group key={at} align="flex-end" gap="xs" wrap="wrap">
            <TextInput label={words.group} style={{ flex: '2 1 160px' }} maxLength={200} value={rule.value} onChange={(event) => change(at, { value: event.currentTarget.value })} />
            <NativeSelect label={words.role} style={{ flex: '1 1 130px' }} data={groups} value={rule.group} onChange={(event) => change(at, { group: event.currentTarget.value })} />
            <NativeSelect label={words.branch} style={{ flex: '1 1 130px' }} data={places} value={rule.accountId ?? ''} onChange={(event) => change(at, { accountId: event.currentTarget.value || null })} />
            <ActionIcon size={36} variant="default" aria-label={words.removeGroup(rule.value)} onClick={() => onRules(rules.filter((_, each) => each !== at))}><IconX size={16} aria-hidden="true" /></ActionIcon>
          </Group>
        ))}
        <Group justify="space-between" align="flex-end">
          {rules.length > 0 && <TextInput label={words.groupsClaim} maxLength={100} value={claim} onChange={(event) => onClaim(event.currentTarget.value)} />}
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => onRules([...rules, { value: '', group: 'recruiter', accountId: null }])}>{words.addGroup}</Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
