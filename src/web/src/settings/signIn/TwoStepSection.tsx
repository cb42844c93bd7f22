import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import type { OwnSignIn } from '../../session/routes';
import { FormDialog } from '../../shared/form/FormDialog';
import { Section } from '../../shared/page/Section';
import { RecoveryCodes } from './RecoveryCodes';
import { TurnOn } from './TurnOn';
import { useConfirmed } from './useConfirmed';
import { signInWords as words } from './words';

const again = [['own-sign-in'], ['devices'], ['session']];

/** Codes of an authenticator: on, off, and new recovery codes. */
export function TwoStepSection({ own }: { own: OwnSignIn }) {
  const [doing, setDoing] = useState<'on' | 'off' | 'codes' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const done = () => setDoing(null);
  return (
    <>
      <Section title={words.twoStep} line={own.twoStep ? words.twoStepOn(own.recoveryCodesLeft) : words.twoStepOff} action={
        own.twoStep
          ? <Group gap="xs"><Button variant="default" onClick={() => setDoing('codes')}>{words.newCodes}</Button><Button variant="default" onClick={() => setDoing('off')}>{words.turnOff}</Button></Group>
          : <Button variant={own.passkeys.length > 0 ? 'default' : 'filled'} onClick={() => setDoing('on')}>{words.turnOn}</Button>
      } />
      {doing === 'on' && <TurnOn own={own} onDone={setCodes} onClose={done} />}
      {doing === 'codes' && <NewCodes own={own} onMade={setCodes} onClose={done} />}
      {doing === 'off' && <TurnOff onClose={done} />}
      {codes && <RecoveryCodes codes={codes} again={again} onClose={() => setCodes(null)} />}
    </>
  );
}

function NewCodes({ own, onMade, onClose }: { own: OwnSignIn; onMade: (codes: string[]) => void; onClose: () => void }) {
  const [run, dialog] = useConfirmed(own);
  const make = async () => onMade((await run(() => call('POST /session/two-step/recovery-codes'))).items);
  return <><FormDialog title={words.newCodes} line={words.newCodesLine} action={words.newCodes} onSubmit={make} onClose={onClose} />{dialog}</>;
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const turnOff = () => call('POST /session/two-step/off', { body: { typed } }).then(() => notifications.show({ message: words.turnedOff }));
  return (
    <FormDialog title={words.turnOff} line={words.turnOffLine} action={words.turnOff} danger disabled={typed.trim() === ''} onSubmit={turnOff} onClose={onClose} again={again}>
      <TextInput label={words.anyCode} autoComplete="one-time-code" data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
    </FormDialog>
  );
}
