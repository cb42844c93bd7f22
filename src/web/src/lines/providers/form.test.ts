import { describe, expect, it } from 'vitest';
import type { Connection, ProviderField } from '../../api/adminTypes';
import { isAreaCode } from '../areaCode';
import { faultOfField, faultsOf, settingsOf, typedOf } from './form';

const field = (name: string, more: Partial<ProviderField> = {}): ProviderField => ({ name, label: name, help: '', kind: 'text', default: null, secret: false, optional: false, pattern: null, mistake: null, ...more });
const token = field('authToken', { label: 'Auth token', secret: true, pattern: '[0-9a-f]{4}', mistake: 'This looks like an Account SID; the auth token has no AC in front.' });
const saved = { settings: { sid: 'AC1' }, secretsSaved: ['authToken'] } as unknown as Connection;

describe('The form of a provider', () => {
  it('never holds a saved secret until it is replaced', () => {
    expect(typedOf([field('sid'), token], saved)).toEqual({ sid: 'AC1' });
    expect(typedOf([field('sid'), token])).toEqual({ sid: '', authToken: '' });
  });

  it('accepts a kept secret, and wants a new one when replacing', () => {
    expect(faultsOf([token], {})).toEqual({});
    expect(faultsOf([token], { authToken: '' })).toEqual({ authToken: 'Auth token is needed.' });
  });

  it('says the provider’s own sentence when the pattern does not fit the whole value', () => {
    expect(faultOfField(token, 'ACab12')).toContain('has no AC in front');
    expect(faultOfField(token, ' ab12 ')).toBeNull();
    expect(faultOfField(field('x', { pattern: 'a|b' }), 'ab')).toBe('This does not look like x. Copy it again.');
  });

  it('leaves an empty optional field and a pattern it cannot read to the server', () => {
    expect(faultOfField(field('x', { optional: true, pattern: 'a' }), '')).toBeNull();
    expect(faultOfField(field('x', { pattern: '(?<' }), 'anything')).toBeNull();
  });

  it('begins with what is usual, and wants whole numbers where numbers are asked for', () => {
    const rate = field('rate', { kind: 'number', default: 5 });
    expect(typedOf([rate])).toEqual({ rate: '5' });
    expect(faultOfField(rate, '')).toBeNull();
    expect(faultOfField(rate, '5.5')).toBe('Write a whole number.');
    expect(faultOfField({ ...rate, pattern: '[1-8]', mistake: 'From 1 to 8.' }, '9')).toBe('From 1 to 8.');
  });

  it('sends values without the blanks of a paste', () => expect(settingsOf({ sid: ' AC1\n' })).toEqual({ sid: 'AC1' }));
});

describe('An area code', () => {
  it('has three digits, the first of them 2 to 9', () => {
    for (const typed of ['901', '205']) expect(isAreaCode(typed)).toBe(true);
    for (const typed of ['', '90', '101', '911', '9O1', '9011']) expect(isAreaCode(typed)).toBe(false);
  });
});
