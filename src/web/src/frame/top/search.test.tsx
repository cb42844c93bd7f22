import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SearchBox } from './SearchBox';
import { frameWords as words } from '../words';

const text = { messageId: 'm1', conversationId: 'c1', seq: 4, title: 'Lucas Weber', snippet: 'bring your <<forklift>> license', at: '2024-02-01T10:00:00Z' };

/** Answers with nothing of this month, then with what `older` holds. */
function serve(older: unknown[]) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const body = url.includes('/people') ? { items: [] } : url.includes('before=2026-11-01') ? { messages: older, next: null } : { messages: [], next: '2026-11-01' };
    return Promise.resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }));
  });
  return asked;
}

function search(q: string) {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><SearchBox /></QueryClientProvider>
    </MantineProvider>,
  );
  const input = screen.getByRole('combobox', { name: words.search });
  fireEvent.focus(input);
  fireEvent.change(input, { target: { value: q } });
}

describe('The search box', () => {
  beforeAll(() => void vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} })));
  afterEach(cleanup);

  it('asks for older messages while the server has some left to look at', async () => {
    const asked = serve([text]);
    search('forklift');
    expect(await screen.findByText('Lucas Weber')).toBeTruthy();
    expect(asked.filter((url) => url.includes('/search/messages')).length).toBe(2);
    expect(asked.filter((url) => url.includes('/people')).length).toBe(1);
  });

  it('says that nothing was found only when all of them were', async () => {
    serve([]);
    search('forklift');
    expect(await screen.findByText(words.searchNone('forklift'))).toBeTruthy();
    expect(screen.queryByText(words.searchOlder)).toBeNull();
  });
});
