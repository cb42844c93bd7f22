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
  beforeAll(() => void vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} })));
  afterEach(cleanup);

  it.each([['used', 'used already'], ['expired', 'too old'], ['unknown', 'does not work'], ['something', 'does not work'], ['needs-https', 'secure address']])(
    'says why a one-time link did not sign in: %s', (why, words) => {
      open(`?link=${why}`);
      expect(screen.getByRole('status').textContent).toContain(words);
      expect(screen.getByRole('button', { name: sessionWords.signIn })).toBeTruthy();
    });

  it('says nothing about links to everyone else', () => {
    open('');
    expect(screen.queryByRole('status')).toBeNull();
  });
});
