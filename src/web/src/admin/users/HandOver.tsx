import { Checkbox, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgencyUser } from '../../api/adminTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { Facts } from '../../shared/page/Facts';
import { Reading } from '../../shared/page/Reading';
import { useUsers } from '../reading';
import { adminWords as words } from '../words';

/** Hands what somebody has to a colleague: counted first, moved together; for a holiday, or for good with her access ended. */
export function HandOver({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const others = (useUsers().data ?? []).filter((each) => each.id !== user.id && each.isActive !== false);
  const [to, setTo] = useState<string | null>(null);
  const [stays, setStays] = useState(false);
  const ask = (preview: boolean) => call('POST /users/{id}/hand-over', { path: { id: user.id }, body: { to: to!, stays, preview } });
  const counted = useQuery({ queryKey: ['users', user.id, 'hand-over', to, stays], enabled: to !== null, queryFn: () => ask(true), retry: false });
  const move = async () => {
    await ask(false);
    if (!stays) await call('DELETE /users/{id}', { path: { id: user.id } });
    notifications.show({ message: stays ? words.handedOver(user.name) : words.handedOverRemoved(user.name) });
  };
  return (
    <FormDialog title={words.handOverTitle(user.name)} line={words.handOverLine} action={stays ? words.handOver : words.handOverRemove} danger={!stays} disabled={!counted.data}
      again={[['users'], ['lines'], ['texting'], ['conversations'], ['security-groups']]} onSubmit={move} onClose={onClose}>
      <Select label={words.handOverTo} data-autofocus searchable value={to} onChange={setTo} data={others.map((each) => ({ value: each.id, label: each.name }))} />
      <Checkbox label={words.handOverStays} description={words.handOverStaysLine} checked={stays} onChange={(event) => setStays(event.currentTarget.checked)} />
      {to && (
        <Reading of={counted} rows={3}>
          {(moved) => <Facts of={(Object.entries(words.handOverWhat) as [keyof typeof moved, string][]).filter(([what]) => moved[what] > 0).map(([what, name]) => [name, moved[what].toLocaleString('en-US')])} />}
        </Reading>
      )}
    </FormDialog>
  );
}
