import { afterEach, describe, expect, it, vi } from 'vitest';
import { address, call, onSignedOut } from './client';
import { Problem, readProblem } from './problem';

afterEach(() => vi.unstubAllGlobals());

const answering = (status: number, body: unknown) => {
  const asked = vi.fn(() => Promise.resolve(new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', asked);
  return asked as unknown as { mock: { calls: [string, RequestInit][] } };
};

describe('address', () => {
  it('fills the braces and leaves out what was not asked', () =>
    expect(address('/phones/{number}', { number: '+19015550142' }, { q: undefined, limit: 50 })).toBe('/api/v1/phones/%2B19015550142?limit=50'));
});

describe('call', () => {
  it('marks unsafe requests and only those', async () => {
    const asked = answering(200, {});
    await call('GET /session');
    await call('POST /session', { body: { email: 'a', password: 'b' } });
    const headers = asked.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['X-Rosterline']);
    expect(headers).toEqual([undefined, '1']);
  });

  it('sends the key that makes a text go once', async () => {
    const asked = answering(202, {});
    await call('POST /conversations/{id}/messages', { path: { id: 'c' }, headers: { 'Idempotency-Key': 'k' }, body: { body: 'Hi', seenSeq: 3 } });
    const [url, init] = asked.mock.calls[0]!;
    expect(url).toBe('/api/v1/conversations/c/messages');
    expect((init.headers as Record<string, string>)['Idempotency-Key']).toBe('k');
    expect(JSON.parse(init.body as string)).toEqual({ body: 'Hi', seenSeq: 3 });
  });

  it('reads an answer without a body', async () => {
    answering(204, undefined);
    expect(await call('DELETE /session')).toBeUndefined();
  });

  it('says when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(call('GET /session')).rejects.toMatchObject({ code: 'offline', status: 0, isOffline: true });
  });

  it('tells everyone that the sign-in ended', async () => {
    answering(401, { code: 'signed_out', detail: 'You are signed out.' });
    const heard = vi.fn();
    const stop = onSignedOut(heard);
    await expect(call('GET /session')).rejects.toBeInstanceOf(Problem);
    stop();
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('readProblem', () => {
  const read = (status: number, body: string) => readProblem(new Response(body, { status }));

  it('keeps the code and the words of a refusal', async () =>
    expect(await read(409, '{"code":"new_message_meanwhile","detail":"Lucas wrote.","title":"Conflict"}')).toMatchObject({ code: 'new_message_meanwhile', words: 'Lucas wrote.', status: 409 }));
  it('has words for an answer that is no problem at all', async () => {
    expect((await read(502, '<html>Bad gateway</html>')).code).toBe('server');
    expect((await read(404, '')).words).toBe('This page does not exist, or you may not see it.');
    expect((await read(403, '')).words).toBe('This page does not exist, or you may not see it.');
  });
});
