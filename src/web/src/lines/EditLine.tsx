import { NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client';
import type { Line } from '../api/adminTypes';
import { FormDialog } from '../shared/form/FormDialog';
import { linesWords as words } from './words';

/** A line's name, speed, and whether it works at all. */
export function EditLine({ line, onClose }: { line: Line; onClose: () => void }) {
  const [name, setName] = useState(line.name);
  const [perSecond, setPerSecond] = useState<number | string>(line.perSecond);
  const [active, setActive] = useState(line.active);
  const [note, setNote] = useState(line.note ?? '');
  const [readEach, setReadEach] = useState(line.readEach);
  const [reserve, setReserve] = useState<number | string>(line.reservePercent);
  const [carrierClass, setCarrierClass] = useState(line.carrierClass ?? '');
  const classes = useQuery({ queryKey: ['lines', 'classes'], queryFn: ({ signal }) => call('GET /lines/classes', { signal }), staleTime: Infinity });
  const fitting = classes.data?.items.filter((each) => each.kind === line.kind) ?? [];
  const chosen = fitting.find((each) => each.key === carrierClass);
  const speed = Number(perSecond), fine = speed > 0 && speed <= 100;
  return (
    <FormDialog title={words.editTitle(line.name)} action={words.save} disabled={name.trim() === '' || !fine} again={[['lines'], ['session']]} onClose={onClose}
      onSubmit={() => call('PATCH /lines/{id}', { path: { id: line.id }, body: { name: name.trim(), perSecond: speed, active, note: note.trim(), readEach, reservePercent: Number(reserve), carrierClass } })}>
      <TextInput label={words.name} description={words.nameHint} data-autofocus maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <NumberInput label={words.perSecond} description={words.perSecondHint} min={0.1} max={100} step={1} decimalScale={2} value={perSecond} onChange={setPerSecond} error={!fine && words.perSecondMistake} />
      {fitting.length > 0 && (
        <NativeSelect label={words.carrierClass} description={chosen ? words.carrierClassSource(chosen.perSecond, chosen.shared, chosen.source, classes.data!.asOf) : words.carrierClassHint} value={carrierClass} onChange={(event) => setCarrierClass(event.currentTarget.value)}
          data={[{ value: '', label: words.noClass }, ...fitting.map((each) => ({ value: each.key, label: each.label }))]} />
      )}
      <NumberInput label={words.reserve} description={words.reserveHint} suffix=" %" min={0} max={90} clampBehavior="strict" value={reserve} onChange={setReserve} />
      <Textarea label={words.note} description={words.noteHint} autosize minRows={1} maxLength={200} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Switch label={words.readEach} description={words.readEachHint} checked={readEach} onChange={(event) => setReadEach(event.currentTarget.checked)} />
      <Switch label={words.active} checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
    </FormDialog>
  );
}
