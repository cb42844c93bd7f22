import { describe, expect, it } from 'vitest';
import type { Message, ThreadEvent } from '../../api/types';
import { groupsOf, lookOf, piecesOf } from './grouping';

const me = 'me';
let count = 0;

function text(minute: number, more: Partial<Message> = {}): Message {
  const at = new Date(Date.UTC(2026, 10, 21, 15, minute)).toISOString();
  return {
    id: `m${++count}`, seq: count, direction: 'out', status: 'delivered', statusWords: 'Delivered', problemWords: null, nextSteps: [], body: 'Hi', purpose: 'application',
    origin: 'person', author: { id: me, name: 'Dana' }, createdAt: at, dueAt: null, sentAt: at, deliveredAt: at, segments: 1, media: [], ...more,
  };
}
const inbound = (minute: number) => text(minute, { direction: 'in', author: null, status: 'received' });
const maya = { id: 'maya', name: 'Maya Ortiz' };

describe('the four looks', () => {
  it.each([
    ['person', inbound(0)],
    ['me', text(0)],
    ['colleague', text(0, { author: maya })],
    ['automatic', text(0, { origin: 'automatic', author: { id: 'a', name: 'After hours' } })],
    ['automatic', text(0, { origin: 'api', author: null })],
  ] as const)('%s', (look, message) => expect(lookOf(message, me)).toBe(look));
});

describe('groupsOf', () => {
  const shape = (messages: Message[]) => groupsOf(messages, me, 'UTC').map(({ look, messages: some }) => `${look} ${some.length}`);

  it('puts texts of one speaker within ten minutes together', () => expect(shape([text(0), text(4), inbound(5), inbound(6)])).toEqual(['me 2', 'person 2']));
  it('starts anew after ten minutes', () => expect(shape([text(0), text(11)])).toEqual(['me 1', 'me 1']));
  it('keeps colleagues apart', () => expect(shape([text(0), text(1, { author: maya }), text(2)])).toEqual(['me 1', 'colleague 1', 'me 1']));

  it('names colleagues, automations and other ways in', () => {
    const names = groupsOf([
      text(0), text(1, { author: maya }), text(2, { origin: 'automatic', author: { id: 'a', name: 'After hours' } }), text(3, { origin: 'api', author: null }), text(4, { origin: 'broadcast' }),
      text(5, { origin: 'elsewhere', author: null }), text(6, { origin: 'elsewhere', author: maya }),
    ], me, 'UTC').map(({ name }) => name);
    expect(names).toEqual([null, 'Maya Ortiz', 'Automatic · After hours', 'By API', 'Broadcast', 'Sent in the provider’s app', 'Maya Ortiz · Sent in the provider’s app']);
  });

  it('marks the first group of each day', () => {
    const nextDay = text(0, { createdAt: '2026-11-22T01:00:00Z' });
    expect(groupsOf([text(0), text(1), nextDay], me, 'UTC').map(({ startsDay }) => startsDay !== null)).toEqual([true, true]);
    expect(groupsOf([text(0), nextDay], me, 'America/Los_Angeles').map(({ startsDay }) => startsDay !== null)).toEqual([true, false]);
  });

  it('stands what is held or scheduled last, soonest first', () => {
    const held = text(0, { status: 'held', seq: null, dueAt: '2026-11-22T14:00:00Z' });
    const scheduled = text(1, { status: 'scheduled', seq: null, dueAt: '2026-11-21T20:00:00Z' });
    expect(groupsOf([held, scheduled, inbound(2)], me, 'UTC').flatMap(({ messages }) => messages.map(({ status }) => status))).toEqual(['received', 'scheduled', 'held']);
  });
});

describe('piecesOf', () => {
  const happened = (minute: number, id: string): ThreadEvent => ({ id, kind: 'opt_out', at: new Date(Date.UTC(2026, 10, 21, 15, minute)).toISOString(), by: null, words: id });
  const shape = (messages: Message[], events: ThreadEvent[], whole = true) =>
    piecesOf(messages, events, me, whole, 'UTC').map((piece) => ('event' in piece ? piece.event.id : piece.group.messages.length));

  it('puts what happened between the texts around it', () =>
    expect(shape([text(1), text(2), text(5)], [happened(3, 'stop'), happened(9, 'lock'), happened(0, 'before')])).toEqual(['before', 2, 'stop', 1, 'lock']));

  it('shows what a text did after it, of the same moment', () => expect(shape([inbound(1), inbound(2)], [happened(1, 'stop')])).toEqual([1, 'stop', 1]));

  it('keeps back what is older than the texts that are loaded', () =>
    expect(shape([text(5)], [happened(1, 'old'), happened(6, 'new')], false)).toEqual([1, 'new']));

  it('stands before what has not gone yet', () =>
    expect(shape([text(1), text(2, { seq: null, status: 'scheduled', dueAt: '2026-11-22T10:00:00Z', createdAt: text(2).createdAt })], [happened(8, 'lock')]).at(-2)).toBe('lock'));

  it('shows a thread without texts too', () => expect(shape([], [happened(1, 'lock')])).toEqual(['lock']));
});
