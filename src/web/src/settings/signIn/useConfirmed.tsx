import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client';
import { hasCode, wordsOfProblem } from '../../api/problem';
import type { OwnSignIn } from '../../session/routes';
import { FormDialog } from '../../shared/form/FormDialog';
import { signInWords as words } from './words';

interface Asking { line: string; goOn: () => void; giveUp: (thrown: unknown) => void }

/** Does what changes the way to sign in; when the server asks first who sits there, asks and then does it. */
export function useConfirmed(own: OwnSignIn): [<A>(act: () => Promise<A>) => Promise<A>, ReactNode] {
  const [asking, setAsking] = useState<Asking | null>(null);
  const run = async <A,>(act: () => Promise<A>) => {
    try {
      return await act();
    } catch (thrown) {
      if (!hasCode(thrown, 'confirm_needed') || !(own.hasPassword || own.twoStep)) throw thrown;
      await new Promise<void>((goOn, giveUp) => setAsking({ line: wordsOfProblem(thrown), goOn, giveUp: () => giveUp(thrown) }));
      return act();
    }
  };
  return [run, asking && <Confirm key="confirm" own={own} asking={asking} onClose={() => setAsking(null)} />];
}

function Confirm({ own, asking, onClose }: { own: OwnSignIn; asking: Asking; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const confirm = () => call('POST /session/confirm', { body: own.hasPassword ? { password: typed } : { code: typed } }).then(asking.goOn);
  const close = () => { asking.giveUp(null); onClose(); };
  return (
    <FormDialog title={words.confirmTitle} line={asking.line} action={words.confirm} disabled={typed === ''} onSubmit={confirm} onClose={close}>
      {own.hasPassword
        ? <PasswordInput label={words.confirmPassword} autoComplete="current-password" data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        : <TextInput label={words.anyCode} autoComplete="one-time-code" data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
    </FormDialog>
  );
}
