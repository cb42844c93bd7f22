import { describe, expect, it } from 'vitest';
import { readFolder } from './list/folder';
import { rowStateOf } from './list/rowState';
import { statusOf } from './thread/status';

const now = Date.parse('2026-11-21T18:12:00Z');
const row = { attention: 'needs_reply', attentionAt: '2026-11-21T18:00:00Z', problem: false } as const;

describe('the one state word of a row (P-18)', () => {
  it('says how long somebody has waited', () => expect(rowStateOf(row, null, now)).toEqual({ words: 'Needs reply 12 min', tone: 'warn' }));
  it('says who is answering before anything else', () => expect(rowStateOf({ ...row, problem: true }, 'Maria Lopez', now).words).toBe('Maria is answering'));
  it('says that the last text did not arrive', () => expect(rowStateOf({ ...row, problem: true }, null, now)).toEqual({ words: 'Not delivered', tone: 'bad' }));
  it('says Waiting and Done', () => {
    expect(rowStateOf({ ...row, attention: 'waiting' }, null, now).words).toBe('Waiting 12 min');
    expect(rowStateOf({ ...row, attention: 'done' }, null, now).words).toBe('Done');
  });
});

describe('the status under a bubble (P-20)', () => {
  it('uses the words of the server', () =>
    expect(statusOf({ status: 'sent', statusWords: 'Sent, not confirmed', problemWords: null, dueAt: null })).toEqual({ words: 'Sent, not confirmed', tone: 'calm' }));
  it.each([
    ['queued', 'Waiting to send'], ['sending', 'Sending'], ['sent', 'Sent'], ['delivered', 'Delivered'], ['undelivered', 'Not delivered'],
    ['failed', 'Not sent'], ['refused', 'Not sent'], ['unknown', 'May have been sent'], ['cancelled', 'Cancelled'],
  ] as const)('knows %s without them', (status, words) => expect(statusOf({ status, statusWords: '', problemWords: null, dueAt: null }).words).toBe(words));
  it('[GH-18] says delivered or, in red, not delivered', () => {
    expect(statusOf({ status: 'delivered', statusWords: 'Delivered', problemWords: null, dueAt: null })).toEqual({ words: 'Delivered', tone: 'calm' });
    expect(statusOf({ status: 'undelivered', statusWords: 'Not delivered', problemWords: null, dueAt: null })).toEqual({ words: 'Not delivered', tone: 'bad' });
  });
  it('[P-27] says how late a scheduled text went', () => {
    expect(statusOf({ status: 'sent', statusWords: 'Sent', problemWords: null, dueAt: '2026-11-21T14:00:00Z', sentAt: '2026-11-21T14:12:10Z' }).words).toBe('Sent, 12 min late');
    expect(statusOf({ status: 'sent', statusWords: 'Sent', problemWords: null, dueAt: '2026-11-21T14:00:00Z', sentAt: '2026-11-21T14:01:10Z' }).words).toBe('Sent');
  });
  it('says until when a text is held', () =>
    expect(statusOf({ status: 'held', statusWords: 'Held', problemWords: null, dueAt: '2026-11-22T14:00:00Z' }, new Date('2026-11-21T14:00:00Z')).words).toMatch(/^Held until tomorrow /));
  it('adds the reason once', () => {
    expect(statusOf({ status: 'undelivered', statusWords: 'Not delivered', problemWords: 'number does not exist.', dueAt: null }).words).toBe('Not delivered: number does not exist');
    expect(statusOf({ status: 'undelivered', statusWords: 'Not delivered: switched off', problemWords: 'switched off', dueAt: null }).words).toBe('Not delivered: switched off');
  });
});

describe('the folder of the inbox', () => {
  it('is the one in the address', () => expect(readFolder('team', 'waiting', 'mine done')).toEqual({ view: 'team', state: 'waiting' }));
  it('else the one opened last', () => expect(readFolder(null, null, 'unassigned done')).toEqual({ view: 'unassigned', state: 'done' }));
  it('else mine, needs reply', () => expect(readFolder('nobody', 'x', null)).toEqual({ view: 'mine', state: 'needs_reply' }));
});
