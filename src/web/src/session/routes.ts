/** Routes of signing in and of how one signs in. */
export interface SignInRoutes {
  'GET /session/ways': { query: { organisation?: string }; answer: Ways };
  'POST /session/code': { body: { typed: string }; answer: void };
  'POST /session/confirm': { body: { password?: string; code?: string }; answer: void };
  'POST /session/passkey/options': { answer: PublicKeyCredentialRequestOptionsJSON };
  'POST /session/passkey': { body: { credential: string }; answer: void };

  'GET /session/sign-in': { answer: OwnSignIn };
  'POST /session/passkeys/options': { answer: PublicKeyCredentialCreationOptionsJSON };
  'POST /session/passkeys': { body: { name: string; credential: string }; answer: void };
  'DELETE /session/passkeys/{id}': { answer: void };
  'POST /session/two-step/start': { answer: { secret: string; address: string; picture: string } };
  'POST /session/two-step': { body: { typed: string }; answer: { items: string[] } };
  'POST /session/two-step/recovery-codes': { answer: { items: string[] } };
  'POST /session/two-step/off': { body: { typed: string }; answer: void };
  'GET /session/devices': { answer: { items: Device[] } };
  'DELETE /session/devices/{id}': { answer: void };
  'POST /session/devices/end-others': { answer: { devices: number } };
}

export interface Ways {
  /** Where passkeys work; null: at whichever name this is opened by. */
  passkeyHost: string | null;
  singleSignOn: { name: string; path: string } | null;
}

export interface Passkey { id: string; name: string; backedUp: boolean; createdAt: string; usedAt: string | null }

export interface OwnSignIn {
  hasPassword: boolean;
  twoStep: boolean;
  recoveryCodesLeft: number;
  twoStepRequired: boolean;
  passkeys: Passkey[];
}

export interface Device {
  id: string;
  device: string;
  address: string;
  way: 'password' | 'link' | 'passkey' | 'single_sign_on';
  startedAt: string;
  seenAt: string;
  current: boolean;
}
