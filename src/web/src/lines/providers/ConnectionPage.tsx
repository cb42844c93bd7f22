import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useParams } from 'wouter';
import { AdminPage } from '../../admin/AdminPage';
import { call } from '../../api/client';
import type { Connection } from '../../api/adminTypes';
import { CopyField } from '../../shared/form/CopyField';
import { FormDialog } from '../../shared/form/FormDialog';
import { EmptyState } from '../../shared/EmptyState';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { sharedWords } from '../../shared/words/words';
import { useConnections, useProviders } from '../reading';
import { linesWords as words } from '../words';
import { AddByHand } from './AddByHand';
import { BringIn } from './BringIn';
import { SettingsForm } from './SettingsForm';
import { TestSection } from './TestSection';

/** One account at a provider: its state in one sentence, test, address, numbers, settings. */
export default function ConnectionPage() {
  const { id } = useParams<{ id: string }>();
  const connections = useConnections();
  const connection = connections.data?.find((each) => each.id === id);
  const line = connection && <><StatusPill tone={connection.state.ok ? 'good' : 'bad'}>{connection.state.ok ? words.works : words.needsYou}</StatusPill> {connection.state.words}</>;
  return (
    <AdminPage title={connection?.name ?? words.providers} line={line} back={{ href: '/admin/providers', words: words.back }}>
      <Reading of={connections}>{() => (connection ? <Parts key={id} connection={connection} /> : <EmptyState title={sharedWords.notThere} />)}</Reading>
    </AdminPage>
  );
}

function Parts({ connection }: { connection: Connection }) {
  const providers = useProviders();
  const provider = providers.data?.find((each) => each.name === connection.provider);
  const save = async (name: string, settings: Record<string, string>) => {
    await call('PATCH /connections/{id}', { path: { id: connection.id }, body: { name, settings } });
    notifications.show({ message: words.savedToast });
  };
  return (
    <>
      <TestSection connection={connection} />
      {connection.hookAddress && (
        <Section title={words.address(connection.label)} line={words.addressLine(connection.label)}>
          <CopyField label={words.address(connection.label)} value={connection.hookAddress} />
          <ReplaceAddress connection={connection} />
        </Section>
      )}
      {provider && (provider.abilities.listsNumbers ? <BringIn connection={connection} /> : <AddByHand connection={connection} />)}
      {provider && provider.fields.length > 0 && (
        <Section title={words.settings} line={words.settingsLine(connection.label)}>
          <SettingsForm key={connection.secretsSaved.join()} provider={provider} connection={connection} action={words.save} onSave={save} />
        </Section>
      )}
    </>
  );
}

function ReplaceAddress({ connection }: { connection: Connection }) {
  const [asking, setAsking] = useState(false);
  const replace = async () => {
    const made = await call('POST /connections/{id}/address', { path: { id: connection.id } });
    notifications.show({ message: words.addressReplaced(connection.label, made.pointed, made.byHand) });
  };
  return (
    <>
      <Button variant="default" size="compact-sm" mt="sm" aria-label={words.replaceAddress} onClick={() => setAsking(true)}>{words.replace}</Button>
      {asking && <FormDialog title={words.replaceAddress} line={words.replaceAddressLine(connection.label)} action={words.replaceAddress} danger onSubmit={replace} onClose={() => setAsking(false)} again={[['connections']]} />}
    </>
  );
}
