import { Button, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import { addPasskey, canUsePasskeys } from '../../session/passkey';
import type { OwnSignIn, Passkey } from '../../session/routes';
import { FormDialog } from '../../shared/form/FormDialog';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { Time } from '../../shared/words/Time';
import { useWays } from './reading';
import { useConfirmed } from './useConfirmed';
import { signInWords as words } from './words';

const again = [['own-sign-in'], ['devices'], ['session']];

/** One's passkeys: add one on this device, remove one. */
export function PasskeysSection({ own }: { own: OwnSignIn }) {
  const ways = useWays();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const can = ways.data !== undefined && canUsePasskeys(ways.data);
  return (
    <Section title={words.passkeys} line={words.passkeysLine} flush={own.passkeys.length > 0}
      action={can && <Button variant={own.passkeys.length > 0 ? 'default' : 'filled'} onClick={() => setAdding(true)}>{words.addPasskey}</Button>}>
      {own.passkeys.length === 0
        ? <Text c="dimmed" size="sm">{can || !ways.data ? words.noPasskeys : words.passkeysNotHere(ways.data.passkeyHost)}</Text>
        : <Table passkeys={own.passkeys} onRemove={setRemoving} />}
      {adding && <Add own={own} onClose={() => setAdding(false)} />}
      {removing && <Remove own={own} passkey={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function Table({ passkeys, onRemove }: { passkeys: Passkey[]; onRemove: (passkey: Passkey) => void }) {
  return (
    <Rows label={words.passkeys} rows={passkeys} keyOf={(passkey) => passkey.id} columns={[
      { key: 'name', head: words.name, cell: ({ name }) => <b style={{ fontWeight: 550 }}>{name}</b> },
      { key: 'made', head: words.made, named: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
      { key: 'used', head: words.used, named: true, cell: ({ usedAt }) => (usedAt ? <Time at={usedAt} /> : words.never) },
      { key: 'do', head: '', end: true, cell: (passkey) => <Button size="compact-sm" variant="default" onClick={() => onRemove(passkey)} aria-label={`${words.remove}: ${passkey.name}`}>{words.remove}</Button> },
    ]} />
  );
}

function Add({ own, onClose }: { own: OwnSignIn; onClose: () => void }) {
  const [name, setName] = useState('');
  const [run, dialog] = useConfirmed(own);
  const add = () => run(() => addPasskey(name.trim())).then(() => notifications.show({ message: words.passkeyAdded }));
  return (
    <>
      <FormDialog title={words.addPasskey} line={words.passkeysLine} action={words.addPasskey} disabled={name.trim() === ''} onSubmit={add} onClose={onClose} again={again}>
        <TextInput label={words.passkeyName} description={words.passkeyNameHint} data-autofocus maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </FormDialog>
      {dialog}
    </>
  );
}

function Remove({ own, passkey, onClose }: { own: OwnSignIn; passkey: Passkey; onClose: () => void }) {
  const [run, dialog] = useConfirmed(own);
  const remove = () => run(() => call('DELETE /session/passkeys/{id}', { path: { id: passkey.id } })).then(() => notifications.show({ message: words.removed }));
  return (
    <>
      <FormDialog title={words.removePasskey(passkey.name)} line={words.removePasskeyLine} action={words.remove} danger onSubmit={remove} onClose={onClose} again={again} />
      {dialog}
    </>
  );
}
