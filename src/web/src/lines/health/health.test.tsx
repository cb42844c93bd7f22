// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draw, faultsIn, withoutScreen } from '../../shared/trying/trying';
import { LookUpDialog } from '../../people/lookUp/LookUpDialog';
import type { Exchange } from '../routes';
import { EditPool } from '../pools/EditPool';
import { ExchangeList, textOfExchanges } from './ExchangeList';
import { FiguresSection } from './FiguresSection';

beforeEach(withoutScreen);
afterEach(cleanup);

const exchange: Exchange = {
  id: 'e1', at: '2026-11-21T10:42:00Z', out: true, what: 'send', method: 'POST', place: 'api.example.com/messages', status: null, verdict: 'lost',
  words: 'It left here and no answer came.', tookMs: 10_000, bytes: 0, standsFor: 1, messageId: 'm1',
};

test('[P-20] what was said to the provider is read and copied with time, answer and words', async () => {
  draw(<ExchangeList label="Said" exchanges={[exchange]} />, {});
  expect(screen.getByText('Hand over')).toBeTruthy();
  expect(screen.getByText('It left here and no answer came.')).toBeTruthy();
  expect(textOfExchanges([exchange])).toBe('2026-11-21T10:42:00Z → send POST api.example.com/messages no answer 10,000 ms It left here and no answer came.');
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[P-31] the page of a connection says how it is doing', async () => {
  const hours = Array.from({ length: 24 }, (_, at) => ({ at: new Date(Date.UTC(2026, 10, 21, at)).toISOString(), accepted: at, refused: at === 3 ? 2 : 0, tryAgain: 0, unclear: 0 }));
  draw(<FiguresSection connectionId="c1" />, {
    'GET /connections/c1/figures': {
      hours, problems: [{ code: 'landline', words: 'Landline. It cannot get texts.', texts: 2 }], answerP50Ms: 35, answerP95Ms: 150, lastWebhook: null, downSince: null, down: null,
      receiptsMissing: false, leftOut: 0, perSecond: null, numbers: [{ lineId: 'l1', name: 'Memphis', value: '+19015550142', waiting: 3 }],
    },
  });
  expect(await screen.findByText('276 taken, 2 refused.')).toBeTruthy();
  expect(screen.getByText('35 ms for half, 150 ms for 95 in 100')).toBeTruthy();
  expect(screen.getByText('3 texts wait')).toBeTruthy();
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[H-14] a pool needs two lines, and its order can be changed', async () => {
  const line = (id: string, name: string, pool: { id: string; name: string } | null) => ({
    id, name, number: '+19015550142', kind: 'long_code' as const, active: true, account: null, connection: { id: 'c', name: 'Twilio', provider: 'twilio' }, users: [], receiving: { ok: true, words: '' },
    perSecond: 1, seats: 3, sentThisMonth: 0, monthlyAllowance: null, verification: { state: 'verified' as const, words: '', blocks: null, by: null, at: null, campaign: null }, pool, reservePercent: 10, carrierClass: null, note: null, readEach: false, paused: null,
  });
  draw(<EditPool pool={null} lines={[line('l1', 'Memphis', null), line('l2', 'Nashville', null), line('l3', 'Elsewhere', { id: 'p', name: 'Other' })]} onClose={() => undefined} />, {});
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Both' } });
  fireEvent.click(screen.getByLabelText(/Memphis/));
  expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByLabelText(/Nashville/));
  expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(false);
  expect(screen.queryByText(/Elsewhere/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Earlier: Nashville' }));
  expect(screen.getAllByRole('checkbox').map((box) => (box as HTMLInputElement).value)).toEqual(['l2', 'l1']);
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[EN-33] looking many numbers up says what it would cost first', async () => {
  draw(<LookUpDialog audience={{ personIds: ['p1'] }} onClose={() => undefined} />, {
    'POST /number-look-ups': { numbers: 24, known: 3, price: 0.192, left: 500, run: { id: 'r1', state: 'running', numbers: 24, done: 8, landlines: 1, unanswered: 0 } },
    'GET /number-look-ups/r1': { id: 'r1', state: 'done', numbers: 24, done: 24, landlines: 2, unanswered: 1 },
  });
  expect(await screen.findByText(/24 numbers, about \$0\.19\. 3 were looked up before\./)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Look up' }));
  await waitFor(() => expect(screen.queryByText('24 of 24. 2 cannot get texts, 1 without an answer.')).not.toBeNull());
});
