import { call } from '../api/client';
import { Problem } from '../api/problem';
import type { Ways } from './routes';
import { sessionWords as words } from './words';

/** Whether this browser can use passkeys at this address: they belong to a name, never to a bare number. */
export const canUsePasskeys = (ways: Pick<Ways, 'passkeyHost'>, { hostname } = location) =>
  'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential
  && !/^(\d{1,3}\.){3}\d{1,3}$|^\[/.test(hostname) && (ways.passkeyHost === null || ways.passkeyHost === hostname);

/** Signs in with whichever passkey the person chooses. */
export async function signInWithPasskey() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await call('POST /session/passkey/options'));
  const credential = await asked(() => navigator.credentials.get({ publicKey }));
  await call('POST /session/passkey', { body: { credential } });
}

/** Makes a passkey on this device and adds it to one's own. */
export async function addPasskey(name: string) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await call('POST /session/passkeys/options'));
  const credential = await asked(() => navigator.credentials.create({ publicKey }));
  await call('POST /session/passkeys', { body: { name, credential } });
}

async function asked(ask: () => Promise<Credential | null>) {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return JSON.stringify(credential.toJSON());
  } catch (thrown) {
    // The device knows one already; everything else is somebody who changed her mind, or waited too long
    if (thrown instanceof DOMException && thrown.name === 'InvalidStateError') throw new Problem('passkey_known', words.passkeyKnown, 0);
  }
  throw new Problem('passkey_cancelled', words.passkeyCancelled, 0);
}
