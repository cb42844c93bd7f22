import { describe, expect, it } from 'vitest';
import { canSignInAt } from '../session/secure';
import { findScreens, screens } from './screens';

const found = (typed: string) => findScreens(typed, screens).map(({ screen }) => screen.path);

describe('the palette', () => {
  it('knows screens by their own names', () => expect(found('decide')).toContain('/inbox/decide'));
  it('knows them by the words of other products (P-32)', () => {
    expect(found('view text messages')).toContain('/inbox');
    expect(found('SIMULATOR')).toContain('/phones');
  });
  it('says which word led there', () => expect(findScreens('approvals', screens)[0]).toMatchObject({ because: 'approvals' }));
  it('finds nothing for nonsense', () => expect(found('zzz')).toEqual([]));
});

describe('where one can sign in (P-25)', () => {
  it.each([
    ['https:', 'texts.example.com', true], ['http:', 'localhost', true], ['http:', '127.0.0.1', true],
    ['http:', 'texts.example.com', false], ['http:', '192.168.1.20', false],
  ])('%s//%s: %s', (protocol, hostname, can) => expect(canSignInAt({ protocol, hostname })).toBe(can));
});
