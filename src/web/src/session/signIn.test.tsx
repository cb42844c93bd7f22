import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SignIn } from './SignIn';
import { sessionWords } from './words';

const open = (search: string) => render(
  <MantineProvider env="test">
    <QueryClientProvider client={new QueryClient()}>
      <SignIn at={{ protocol: 'https:', hostname: 'texts.example.com', host: 'texts.example.com', port: '', search }} />
    </QueryClientProvider>
  </MantineProvider>,
);

describe('The sign-in page', () => {
  // jsdom has no screen to ask about.
  beforeAll(() => void vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"passkeyHost":null,"singleSignOn":null}'))));
  beforeAll(() => void vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} })));
  afterEach(cleanup);

  it.each([['used', 'used already'], ['expired', 'too old'], ['unknown', 'does not work'], ['something', 'does not work'], ['needs-https', 'secure address']])(
    'says why a one-time link did not sign in: %s', (why, words) => {
      open(`?link=${why}`);
      expect(screen.getByRole('status').textContent).toContain(words);
      expect(screen.getByRole('button', { name: sessionWords.signIn })).toBeTruthy();
    });

  it.each([['sso_group', 'None of your groups'], ['sso_not_believed', 'was not believed'], ['<b>', 'did not sign you in']])(
    'says why single sign-on did not: %s [G-13]', (why, words) => {
      open(`?sso=${encodeURIComponent(why)}&organisation=1`);
      expect(screen.getByRole('status').textContent).toContain(words);
    });

  it('goes on with the code after a link of somebody who has a second step [G-13]', () => {
    open('?step=code');
    expect(screen.getByRole('textbox', { name: sessionWords.code })).toBeTruthy();
    expect(screen.queryByLabelText(sessionWords.email)).toBeNull();
  });

  it('says nothing about links to everyone else', () => {
    open('');
    expect(screen.queryByRole('status')).toBeNull();
  });
});
