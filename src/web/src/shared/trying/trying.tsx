import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { PersonRow, Session } from '../../api/types';
import { SessionContext } from '../../session/session';
import { theme } from '../../theme';

export interface Asked { method: string; path: string; query: Record<string, string>; body: unknown }

const dana: Session = {
  user: { id: 'dana', name: 'Dana Reyes', email: null },
  group: 'Administrator',
  organisation: { id: 'northwind', name: 'Northwind', isDemo: false, testMode: false, timeZone: 'America/Chicago', paused: null },
  account: { id: 'northwind', path: ['Northwind'] },
  organisations: [],
  lines: [],
  permissions: ['text', 'see_people', 'edit_people', 'compliance', 'administer', 'see_ssn'],
};

/** What jsdom lacks and the components ask for. */
export function withoutScreen() {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });
  Element.prototype.scrollIntoView ??= () => {};
  if (!document.fonts) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
}

/** Draws a part of the app for somebody signed in, before a server that answers with what `answers` says for "METHOD /path". */
export function draw(part: ReactNode, answers: Record<string, unknown | ((asked: Asked) => unknown)> = {}, permissions = dana.permissions, lines = dana.lines) {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const at = new URL(url, 'http://here');
    const one = { method: init.method ?? 'GET', path: at.pathname.replace('/api/v1', ''), query: Object.fromEntries(at.searchParams), body: typeof init.body === 'string' ? JSON.parse(init.body) as unknown : undefined };
    asked.push(one);
    const answer = answers[`${one.method} ${one.path}`];
    const said = typeof answer === 'function' ? (answer as (asked: Asked) => unknown)(one) : answer;
    return said === undefined ? new Response('{}', { status: 404 }) : new Response(said === null ? '' : JSON.stringify(said), { status: 200 });
  });
  const drawn = render(
    <MantineProvider env="test" theme={theme}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <SessionContext.Provider value={{ ...dana, permissions, lines }}><Notifications />{part}</SessionContext.Provider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...drawn, asked };
}

/** Faults axe finds, in words; colours need a real screen. */
export const faultsIn = async (at: Element) =>
  (await axe.run(at, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);

export const person = (id: string, name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id, name, firstName: name.split(' ')[0] ?? '', lastName: name.split(' ')[1] ?? '', isCandidate: true, isEmployee: false, isContact: false, company: null, title: null,
  branch: 'Memphis', number: { kind: 'cell', number: '+19015550142', display: '(901) 555-0142', problem: null, problemWords: null }, email: `${id}@mail.example`, isActive: true,
  locked: null, textState: { state: 'free', words: 'Send a text' }, ...more,
});
