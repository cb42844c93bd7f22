import { Group, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ZoneField } from '../../admin/ZoneField';
import { call } from '../../api/client';
import { CompanyField } from '../../people/record/edit/CompanyField';
import { FormDialog } from '../../shared/form/FormDialog';
import { BranchField } from '../BranchField';
import type { Order } from '../routes';
import { jobsWords as words } from '../words';

const typedOf = (order?: Order) => ({
  title: order?.title ?? '', company: order?.company ?? '', branchId: order?.branch.id ?? '', location: order?.location ?? '', startsOn: order?.startsOn ?? '',
  startsTime: order?.startsTime.slice(0, 5) ?? '', timeZone: order?.timeZone ?? null as string | null, shift: order?.shift ?? '', pay: order?.pay ?? '', openings: order?.openings ?? 1,
});

/** Writes a new order and opens it, or changes one. */
export function OrderForm({ order, onClose }: { order?: Order; onClose: () => void }) {
  const [typed, setTyped] = useState(() => typedOf(order));
  const [, go] = useLocation();
  const set = (change: Partial<typeof typed>) => setTyped((now) => ({ ...now, ...change }));
  const box = (field: 'title' | 'location' | 'startsOn' | 'startsTime' | 'shift' | 'pay') =>
    ({ value: typed[field], onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value }) });
  const save = async () => {
    const body = { ...typed, branchId: typed.branchId === '' ? undefined : typed.branchId, timeZone: typed.timeZone ?? undefined };
    if (order) return call('PATCH /orders/{id}', { path: { id: order.id }, body });
    const { id } = await call('POST /orders', { body });
    go(`/jobs/orders/${id}`);
  };
  const missing = typed.title.trim() === '' || typed.startsOn === '' || typed.startsTime === '';
  return (
    <FormDialog title={order ? words.editOrder : words.newOrder} action={order ? words.save : words.create} size={560} disabled={missing} again={[['jobs'], ['people', 'assigned']]} onSubmit={save} onClose={onClose}>
      <TextInput label={words.title} data-autofocus required {...box('title')} />
      <Group grow align="flex-start" gap="sm">
        <CompanyField label={words.client} value={typed.company} onChange={(company) => set({ company })} />
        <BranchField value={typed.branchId} onChange={(branchId) => set({ branchId })} />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <TextInput label={words.startsOn} type="date" required {...box('startsOn')} />
        <TextInput label={words.startsTime} type="time" required {...box('startsTime')} />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <TextInput label={words.location} {...box('location')} />
        <ZoneField label={words.timeZone} value={typed.timeZone} empty={words.timeZoneHint} onChange={(timeZone) => set({ timeZone })} />
      </Group>
      <TextInput label={words.shift} placeholder={words.shiftHint} {...box('shift')} />
      <Group grow align="flex-start" gap="sm">
        <TextInput label={words.pay} placeholder={words.payHint} {...box('pay')} />
        <NumberInput label={words.openings} min={1} max={10_000} clampBehavior="strict" value={typed.openings} onChange={(openings) => set({ openings: Number(openings) || 1 })} />
      </Group>
    </FormDialog>
  );
}
