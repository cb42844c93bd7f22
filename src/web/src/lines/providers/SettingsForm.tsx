import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ProblemNotice } from '../../shared/form/ProblemNotice';
import type { Connection, Provider } from '../../api/adminTypes';
import { linesWords as words } from '../words';
import { faultsOf, isKept, settingsOf, typedOf } from './form';
import { PreviewRequest } from './PreviewRequest';
import { SettingField } from './SettingField';

interface Props { provider: Provider; connection?: Connection; action: string; onSave: (name: string, settings: Record<string, string>) => Promise<unknown> }

/** The settings of a provider, drawn from what the provider says it needs. */
export function SettingsForm({ provider, connection, action, onSave }: Props) {
  const queries = useQueryClient();
  const [name, setName] = useState(connection?.name ?? provider.label);
  const [typed, setTyped] = useState(() => typedOf(provider.fields, connection));
  const [tried, setTried] = useState(false);
  const faults = faultsOf(provider.fields, typed);
  const save = useMutation({
    mutationFn: () => onSave(name.trim() || provider.label, settingsOf(typed)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  const submit = (event: FormEvent) => { event.preventDefault(); setTried(true); if (Object.keys(faults).length === 0) save.mutate(); };
  const set = (field: string, value: string) => setTyped((now) => ({ ...now, [field]: value }));
  const keep = (field: string) => setTyped(({ [field]: _, ...rest }) => rest);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={560}>
        {save.isError && <ProblemNotice of={save.error} />}
        <TextInput label={words.connectionName} description={words.connectionNameHint} maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {provider.fields.map((field) => (
          <SettingField key={field.name} field={field} value={typed[field.name]} onChange={(value) => set(field.name, value)}
            // Until the first try only what was typed wrong is said, not what is still empty
            fault={tried || typed[field.name] ? faults[field.name] : undefined}
            onKeep={isKept(field, connection) ? () => keep(field.name) : undefined} />
        ))}
        {provider.abilities.previews && <PreviewRequest provider={provider.name} settings={settingsOf(typed)} />}
        <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{action}</Button></Group>
      </Stack>
    </form>
  );
}
