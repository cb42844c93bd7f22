import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Line } from '../../api/adminTypes';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { textingWords as words } from './words';

/** How many texts a number may write a month. */
export function Allowance({ line, onClose }: { line: Line; onClose: () => void }) {
  const [allowance, setAllowance] = useState<number | string>(line.monthlyAllowance ?? '');
  const save = () => call('PATCH /lines/{id}', { path: { id: line.id }, body: { monthlyAllowance: Number(allowance) || 0 } });
  return (
    <FormDialog title={words.editTitle(line.name)} action={words.save} again={[['lines']]} onSubmit={save} onClose={onClose}>
      <NumberInput label={words.allowance} description={words.allowanceHint} data-autofocus min={0} max={10_000_000} thousandSeparator="," allowDecimal={false} value={allowance} onChange={setAllowance} />
    </FormDialog>
  );
}
