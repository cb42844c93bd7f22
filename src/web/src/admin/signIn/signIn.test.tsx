import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SignOnSection } from './SignOnSection';
import type { SavedSignOn } from './routes';
import { signInAdminWords as words } from './words';

const saved: SavedSignOn = {
  name: 'Northwind account', issuer: 'https://id.example.com', clientId: 'rosterline', hasSecret: true, trustsEmail: false, takesNew: true, groupsClaim: 'groups',
  groups: [{ value: 'texting-managers', group: 'branch_manager', accountId: null }], provenAt: null,
};

const asked: { url: string; body: unknown }[] = [];

const open = (of: SavedSignOn | null) => render(
  <MantineProvider env="test">
    <QueryClientProvider client={new QueryClient()}>
      <SignOnSection signOn={{ saved: of, returnAddress: 'https://texts.example.com/sso/1/callback', signInAddress: 'https://texts.example.com/sso/1/start' }} />
    </QueryClientProvider>
  </MantineProvider>,
);

describe('single sign-on of an organisation [G-13]', () => {
  beforeAll(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (init.method === 'PUT') asked.push({ url, body: JSON.parse(String(init.body)) });
      return Promise.resolve(new Response(url.includes('accounts') || url.includes('security-groups') ? '{"items":[],"next":null}' : null));
    });
  });
  afterEach(() => { cleanup(); asked.length = 0; });

  it('shows what to enter at the provider, and never a saved secret', () => {
    open(saved);
    expect(screen.getAllByText('https://texts.example.com/sso/1/callback')).toHaveLength(1);
    expect((screen.getByLabelText(words.secret) as HTMLInputElement).value).toBe('');
    expect(screen.getByText(words.secretSaved)).toBeTruthy();
    expect(screen.getByText(words.notProven)).toBeTruthy();
  });

  it('keeps the saved secret unless a new one is typed', async () => {
    open(saved);
    fireEvent.click(screen.getByRole('button', { name: words.save }));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]!.body).toMatchObject({ secret: null, issuer: saved.issuer, groups: saved.groups });
    fireEvent.change(screen.getByLabelText(words.secret), { target: { value: 'new' } });
    fireEvent.click(screen.getByRole('button', { name: words.removeGroup('texting-managers') }));
    fireEvent.click(screen.getByRole('button', { name: words.save }));
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]!.body).toMatchObject({ secret: 'new', groups: [] });
  });

  it('saves nothing before it has a name, an issuer and a client', () => {
    open(null);
    expect((screen.getByRole('button', { name: words.save }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.queryByRole('button', { name: words.test })).toBeNull();
  });
});
