import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { OwnSignIn } from '../../session/routes';
import { CopyField } from '../../shared/form/CopyField';
import { FormDialog } from '../../shared/form/FormDialog';
import { Reading } from '../../shared/page/Reading';
import { useConfirmed } from './useConfirmed';
import { signInWords as words } from './words';

/** Shows the key to scan, and turns two-step sign-in on by its first code. */
export function TurnOn({ own, onDone, onClose }: { own: OwnSignIn; onDone: (codes: string[]) => void; onClose: () => void }) {
  const [run, dialog] = useConfirmed(own);
  const [typed, setTyped] = useState('');
  const started = useQuery({ queryKey: ['two-step-start'], queryFn: () => run(() => call('POST /session/two-step/start')), gcTime: 0, staleTime: Infinity, retry: false });
  const turnOn = async () => onDone((await run(() => call('POST /session/two-step', { body: { typed } }))).items);
  return (
    <>
      <FormDialog title={words.twoStep} line={words.scan} action={words.turnOn} disabled={typed.trim().length < 6} onSubmit={turnOn} onClose={onClose}>
        <Reading of={started}>{({ picture, secret }) => (
          <>
            <img src={picture} alt={words.picture} width={196} height={196} style={{ alignSelf: 'center', imageRendering: 'pixelated', borderRadius: 8 }} />
            <div><Text size="sm" fw={550} mb={4}>{words.secret}</Text><CopyField label={words.secret} value={secret} /></div>
          </>
        )}</Reading>
        <TextInput label={words.code} description={words.codeHint} autoComplete="one-time-code" inputMode="numeric" data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      </FormDialog>
      {dialog}
    </>
  );
}
