import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrafts } from './drafts';

const wait = 700;
let isOnline = true;
const save = vi.fn((_: string, __: string) => (isOnline ? Promise.resolve() : Promise.reject(new TypeError('offline'))));

function open() {
  return createDrafts({ storage: localStorage, save, wait });
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  save.mockClear();
  isOnline = true;
});

describe('drafts', () => {
  it('are saved on the server once, a moment after the last key', async () => {
    const drafts = open();
    drafts.write('c1', 'H');
    drafts.write('c1', 'Hi');
    await vi.advanceTimersByTimeAsync(wait);
    expect(save.mock.calls).toEqual([['c1', 'Hi']]);
  });

  it('leave the device when the server has them', async () => {
    const drafts = open();
    drafts.write('c1', 'Hi');
    expect(drafts.read('c1', 'older')).toBe('Hi');
    await vi.advanceTimersByTimeAsync(wait);
    expect(drafts.read('c1', 'Hi, from the server')).toBe('Hi, from the server');
    expect(localStorage).toHaveLength(0);
  });

  it('stay on the device while offline, and are handed over when back', async () => {
    isOnline = false;
    open().write('c1', 'Hi');
    await vi.advanceTimersByTimeAsync(wait);
    const reopened = open();
    expect(reopened.read('c1', null)).toBe('Hi');
    isOnline = true;
    await reopened.handAll();
    expect(save).toHaveBeenLastCalledWith('c1', 'Hi');
    expect(localStorage).toHaveLength(0);
  });

  it('keep what was typed while an older state was on its way', async () => {
    const drafts = open();
    save.mockImplementationOnce((id: string) => { drafts.write(id, 'Hi there'); return Promise.resolve(); });
    drafts.write('c1', 'Hi');
    await vi.advanceTimersByTimeAsync(wait);
    expect(drafts.read('c1', null)).toBe('Hi there');
  });

  it('are empty when emptied, whatever the server still has', () => {
    const drafts = open();
    drafts.write('c1', '');
    expect(drafts.read('c1', 'old')).toBe('');
  });
});
