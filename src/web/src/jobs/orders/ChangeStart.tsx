import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import type { Assigned, Order } from '../routes';
import { jobsWords as words } from '../words';

/** One person of an order starts at another time than the rest. */
export function ChangeStart({ order, assigned, onClose }: { order: Order; assigned: Assigned; onClose: () => void }) {
  const [startsOn, setDay] = useState(assigned.startsOn);
  const [startsTime, setTime] = useState(assigned.startsTime.slice(0, 5));
  const save = () => call('PATCH /orders/{id}/assignments/{personId}', { path: { id: order.id, personId: assigned.person.id }, body: { startsOn, startsTime } });
  return (
    <FormDialog title={words.startOf(assigned.person.name)} line={words.ownStart} action={words.save} disabled={startsOn === '' || startsTime === ''} again={[['people', 'assigned']]} onSubmit={save} onClose={onClose}>
      <Group grow align="flex-start" gap="sm">
        <TextInput label={words.startsOn} type="date" data-autofocus value={startsOn} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput label={words.startsTime} type="time" value={startsTime} onChange={(event) => setTime(event.currentTarget.value)} />
      </Group>
    </FormDialog>
  );
}
