import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { give, hand, hearOutgoing, takeBack, undoFor } from './outgoing';

const text = { conversationId: 'c1', name: 'Lucas', body: 'Hi', purpose: 'application', media: [], seenSeq: 7 } as const;
const onSent = vi.fn(), onRefused = vi.fn();
const asked = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const answer = (status: number, body: unknown) => asked.mockImplementation(() => Promise.resolve(new Response(JSON.stringify(body), { status })));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', asked.mockReset());
  [onSent, onRefused].forEach((heard) => heard.mockClear());
  hearOutgoing({ onSent, onRefused });
  answer(202, { id: 'm1' });
});
afterEach(() => { takeBack('c1'); vi.unstubAllGlobals(); });

describe('a text given to Send', () => {
  it('goes after the time for undoing (P-35)', async () => {
    give({ ...text, media: [] });
    await vi.advanceTimersByTimeAsync(undoFor - 1);
    expect(asked).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onSent).toHaveBeenCalledOnce();
  });

  it('was never handed over when undone (P-35)', async () => {
    give({ ...text, media: [] });
    expect(takeBack('c1')?.body).toBe('Hi');
    await vi.advanceTimersByTimeAsync(undoFor * 2);
    expect(asked).not.toHaveBeenCalled();
  });

  it('goes once when sent now', async () => {
    give({ ...text, media: [] });
    await hand('c1');
    await vi.advanceTimersByTimeAsync(undoFor * 2);
    expect(asked).toHaveBeenCalledOnce();
  });

  it('comes back with the words when somebody wrote meanwhile (P-18)', async () => {
    answer(409, { code: 'new_message_meanwhile', detail: 'Lucas wrote 3 seconds ago: “Wait”. Read it, then press Send again.' });
    give({ ...text, media: [] });
    await hand('c1');
    expect(onRefused).toHaveBeenCalledOnce();
    expect(takeBack('c1')?.problem).toMatchObject({ code: 'new_message_meanwhile', words: expect.stringContaining('press Send again') as string });
  });
});
