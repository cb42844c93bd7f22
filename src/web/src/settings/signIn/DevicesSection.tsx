import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Device } from '../../session/routes';
import { notifications } from '@mantine/notifications';
import { FormDialog } from '../../shared/form/FormDialog';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { useDevices } from './reading';
import { signInWords as words } from './words';

/** Where one is signed in; each can be signed out from here. */
export function DevicesSection() {
  const devices = useDevices();
  const [asking, setAsking] = useState(false);
  const end = useChange((id: string) => call('DELETE /session/devices/{id}', { path: { id } }), { done: words.signedOut, again: [['devices']] });
  const endOthers = () => call('POST /session/devices/end-others').then((ended) => notifications.show({ message: words.othersOut(ended.devices) }));
  return (
    <Section flush title={words.devices} line={words.devicesLine}
      action={(devices.data?.length ?? 0) > 1 && <Button variant="default" onClick={() => setAsking(true)}>{words.signOutOthers}</Button>}>
      <Reading of={devices}>{(all) => <Table devices={all} onEnd={(id) => end.mutate(id)} />}</Reading>
      {asking && (
        <FormDialog title={words.signOutOthersTitle} line={words.signOutOthersLine} action={words.signOutOthers} danger onSubmit={endOthers} onClose={() => setAsking(false)} again={[['devices']]} />
      )}
    </Section>
  );
}

function Table({ devices, onEnd }: { devices: Device[]; onEnd: (id: string) => void }) {
  return (
    <Rows label={words.devices} rows={devices} keyOf={({ id }) => id} columns={[
      { key: 'device', head: words.device, cell: ({ device }) => <b style={{ fontWeight: 550 }}>{device}</b> },
      { key: 'address', head: words.address, named: true, cell: ({ address }) => address },
      { key: 'by', head: words.by, named: true, cell: ({ way }) => words.ways[way] },
      { key: 'seen', head: words.seen, named: true, cell: ({ seenAt }) => <Time at={seenAt} /> },
      { key: 'do', head: '', end: true, cell: ({ id, device, current }) => (current
        ? <StatusPill tone="good">{words.here}</StatusPill>
        : <Button size="compact-sm" variant="default" onClick={() => onEnd(id)} aria-label={`${words.signOut}: ${device}`}>{words.signOut}</Button>) },
    ]} />
  );
}
