import { describe, expect, it } from 'vitest';
import type { TextState } from '../../api/types';
import { besideOf, labelOf, lookOf, otherWays } from './textIcon';

const all: TextState['state'][] = ['free', 'texted', 'opted_out', 'locked', 'problem', 'no_number'];

describe('The text icon', () => {
  it('gives every state its own shape, faults of a number sharing theirs', () => {
    expect(all.map((state) => lookOf({ state, words: '' }).shape)).toEqual(['outline', 'filled', 'words', 'lock', 'fault', 'fault']);
  });

  it('shows a state it does not know as a fault, with its words', () => {
    expect(lookOf({ state: 'frozen' as TextState['state'], words: 'Somebody else answered here.' })).toMatchObject({ shape: 'fault', words: 'Somebody else answered here.' });
  });

  it('never opens texts for somebody who opted out', () => {
    expect(all.filter((state) => !lookOf({ state, words: '' }).opens)).toEqual(['opted_out']);
  });

  it('says name and state to those who do not see the shape', () => {
    expect(labelOf({ name: 'Lucas Lindqvist', textState: { state: 'free', words: 'Send a text' } })).toBe('Send a text: Lucas Lindqvist');
    expect(labelOf({ name: 'Lucas Lindqvist', textState: { state: 'locked', words: 'Locked: moved away' } })).toBe('Lucas Lindqvist: Locked: moved away');
  });

  it('is silent beside an icon that says everything', () => {
    expect(besideOf({ state: 'free', words: 'Send a text' })).toBeNull();
    expect(besideOf({ state: 'no_number', words: 'No phone number on this record.' })).toBe('No phone number on this record.');
  });

  it('offers only the ways there are', () => {
    const number = { kind: 'cell' as const, number: '+19015550147', display: '', problem: null, problemWords: null };
    expect(otherWays({ number, email: null }).map((each) => each.href)).toEqual(['tel:+19015550147']);
    expect(otherWays({ number: { ...number, number: null }, email: 'a@b.example' }).map((each) => each.href)).toEqual(['mailto:a@b.example']);
  });
});
