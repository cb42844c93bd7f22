import { describe, expect, it } from 'vitest';
import { partsOf } from '../Highlight';
import { hueOf, initialsOf } from './initials';
import { phoneWords } from './phone';

it.each([
  ['Lucas Lindqvist', 'LL'], ['Ana', 'A'], ['José de la Cruz', 'JC'], ['(662) 555-0129', '29'], ['Mary-Ann Smith', 'MS'], ['', '?'],
])('the initials of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

it('gives a person the same colour every time', () => expect(hueOf('a7')).toBe(hueOf('a7')));

it.each([['+19015550142', '(901) 555-0142'], ['+442079460018', '+442079460018'], ['NORTHWIND', 'NORTHWIND']])('%s reads %s', (number, words) =>
  expect(phoneWords(number)).toBe(words));

describe('partsOf', () => {
  it('marks every word looked for, in any case', () =>
    expect(partsOf('Hi Lucas, lunch?', 'lu')).toEqual([
      { text: 'Hi ', marked: false }, { text: 'Lu', marked: true }, { text: 'cas, ', marked: false }, { text: 'lu', marked: true }, { text: 'nch?', marked: false },
    ]));
  it('takes signs as they are', () => expect(partsOf('$27/hr (base)', '(base)').filter((part) => part.marked)).toEqual([{ text: '(base)', marked: true }]));
  it('marks nothing for nothing', () => expect(partsOf('Hi', ' ')).toEqual([{ text: 'Hi', marked: false }]));
});
