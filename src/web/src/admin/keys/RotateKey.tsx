import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import type { ApiKey } from '../../api/adminTypes';
import { FormDialog } from '../../shared/form/FormDialog';
import { keyWords as words, overlaps } from './words';

/** A new key in the place of one, which goes on working for a while. */
export function RotateKey({ apiKey, onMade, onClose }: { apiKey: ApiKey; onMade: (key: string) => void; onClose: () => void }) {
  const [hours, setHours] = useState('24');
  const rotate = async () => onMade((await call('POST /api-keys/{id}/rotate', { path: { id: apiKey.id }, body: { overlapHours: Number(hours) } })).key);
  return (
    <FormDialog title={words.rotateTitle(apiKey.name)} line={words.rotateLine} action={words.rotate} onSubmit={rotate} onClose={onClose} again={[['api-keys']]}>
      <NativeSelect label={words.overlap} value={hours} data={overlaps} data-autofocus onChange={(event) => setHours(event.currentTarget.value)} />
    </FormDialog>
  );
}
