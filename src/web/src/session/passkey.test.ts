import { afterEach, describe, expect, it, vi } from 'vitest';
import { canUsePasskeys } from './passkey';

const at = (hostname: string) => ({ hostname }) as Location;

describe('passkeys [G-13]', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [null, 'localhost', true], [null, 'texts.example.com', true], [null, '127.0.0.1', false], [null, '[::1]', false],
    ['texts.example.com', 'texts.example.com', true], ['texts.example.com', 'localhost', false],
  ])('belong to %s: at %s %s', (passkeyHost, hostname, can) => {
    vi.stubGlobal('PublicKeyCredential', { parseRequestOptionsFromJSON: () => ({}) });
    expect(canUsePasskeys({ passkeyHost }, at(hostname))).toBe(can);
  });

  it('need a browser that has them', () => expect(canUsePasskeys({ passkeyHost: null }, at('localhost'))).toBe(false));
});
