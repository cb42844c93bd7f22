import { Checkbox, Group, NativeSelect, NumberInput, Switch, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RepeatPeriod, Schedule, ScheduleRequest } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { inputOf } from '../window/text/when';
import { scheduledWords as words } from '../pageWords';
import { audienceOf, valueOf } from './audience';
import { NextTime } from './NextTime';

/** A text that comes round: when, for whom, and what it says. */
export function RepeatForm({ id, onClose }: { id: string | null; onClose: () => void }) {
  const known = useQuery({ queryKey: ['schedules'], queryFn: () => call('GET /schedules'), enabled: id !== null });
  const before = known.data?.items.find((each) => each.id === id);
  if (id !== null && !before) return null;
  return <Form before={before ?? null} onClose={onClose} />;
}

const letters = ['M', 'T', 'W', 'R', 'F', 'S', 'U'] as const;

function Form({ before, onClose }: { before: Schedule | null; onClose: () => void }) {
  const hotlists = useQuery({ queryKey: ['hotlists', 'choice'], queryFn: () => call('GET /hotlists') });
  const [form, setForm] = useState<ScheduleRequest>(() => before ?? {
    name: '', repeat: 'daily', time: '20:00', days: 'MTWRF', day: 1, on: inputOf(new Date(Date.now() + 86_400_000)).slice(0, 10), audience: { startingInDays: 1 }, purpose: 'assignment', body: '', active: true,
  });
  const set = (part: Partial<ScheduleRequest>) => setForm((now) => ({ ...now, ...part }));
  const save = () => (before ? call('PUT /schedules/{id}', { path: { id: before.id }, body: form }) : call('POST /schedules', { body: form }));
  const lists = hotlists.data?.items.map(({ id, name }) => ({ value: valueOf({ hotlistId: id }), label: words.hotlist(name) })) ?? [];
  const own = valueOf(form.audience);
  const choices = [...[1, 0, 2, 3].map((days) => ({ value: valueOf({ startingInDays: days }), label: words.starting(days) })), ...lists];
  return (
    <FormDialog title={before?.name ?? words.make} action={words.save} disabled={form.name.trim() === '' || form.body.trim() === ''} size={560} again={[['scheduled'], ['schedules']]} onSubmit={save} onClose={onClose}>
      <TextInput label={words.name} value={form.name} maxLength={80} data-autofocus placeholder={words.evening} onChange={(event) => set({ name: event.currentTarget.value })} />
      <Group grow align="flex-end">
        <NativeSelect label={words.repeat} value={form.repeat} onChange={(event) => set({ repeat: event.currentTarget.value as RepeatPeriod })}
          data={(['daily', 'weekly', 'monthly', 'once'] as const).map((value) => ({ value, label: words.periods[value] }))} />
        <TextInput type="time" label={words.time} value={form.time} onChange={(event) => set({ time: event.currentTarget.value })} />
      </Group>
      {form.repeat === 'weekly' && (
        <Checkbox.Group label={words.onDays} value={[...(form.days ?? '')]} onChange={(days) => set({ days: letters.filter((letter) => days.includes(letter)).join('') })}>
          <Group gap="sm" mt={6}>{letters.map((letter) => <Checkbox key={letter} value={letter} label={words.days[letter]} />)}</Group>
        </Checkbox.Group>
      )}
      {form.repeat === 'monthly' && <NumberInput label={words.day} min={1} max={31} value={form.day ?? 1} onChange={(day) => set({ day: Number(day) })} />}
      {form.repeat === 'once' && <TextInput type="date" label={words.on} value={form.on ?? ''} onChange={(event) => set({ on: event.currentTarget.value })} />}
      <NativeSelect label={words.audience} value={own} data={choices.some(({ value }) => value === own) ? choices : [{ value: own, label: words.kinds.broadcast }, ...choices]}
        onChange={(event) => set({ audience: audienceOf(event.currentTarget.value) })} />
      <Textarea label={words.text} autosize minRows={3} maxRows={10} value={form.body} onChange={(event) => set({ body: event.currentTarget.value })} />
      <NextTime asked={form} onTime={(time) => set({ time })} />
      <Switch label={words.active} checked={form.active ?? true} onChange={(event) => set({ active: event.currentTarget.checked })} />
    </FormDialog>
  );
}
