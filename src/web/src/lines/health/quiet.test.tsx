// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draw, faultsIn, withoutScreen } from '../../shared/trying/trying';
import { headOf } from '../providers/form';
import { FiguresSection } from './FiguresSection';

beforeEach(withoutScreen);
afterEach(cleanup);

const hours = (tryAgain: number) => Array.from({ length: 24 }, (_, at) => ({ at: new Date(Date.UTC(2026, 10, 21, at)).toISOString(), accepted: 0, refused: 0, tryAgain: at === 5 ? tryAgain : 0, unclear: 0 }));
const figures = (tryAgain: number, down: string | null) => ({ 'GET /connections/c1/figures': {
  hours: hours(tryAgain), problems: [], answerP50Ms: null, answerP95Ms: null, lastWebhook: null, downSince: down && '2026-11-21T10:42:00Z', down, receiptsMissing: false, leftOut: 0, perSecond: null, numbers: [],
} });

test('[P-31] where nothing was sent a sentence says so and no empty chart stands', async () => {
  draw(<FiguresSection connectionId="c1" />, figures(0, null));
  expect(await screen.findByText(/No text was sent/)).toBeTruthy();
  expect(screen.queryByRole('list', { name: 'The last 24 hours' })).toBeNull();
  expect(screen.getByText('Going out')).toBeTruthy();
});

test('[P-31] texts put off have their bar, and a provider that does not answer its sentence', async () => {
  draw(<FiguresSection connectionId="c1" />, figures(3, 'It has not answered since 4:42 AM.'));
  expect(await screen.findByText('0 taken, 0 refused, 3 put off or unclear.')).toBeTruthy();
  expect(screen.getByRole('list', { name: 'The last 24 hours' }).querySelectorAll('li').length).toBe(24);
  expect(screen.getByText(/It has not answered since 4:42 AM/)).toBeTruthy();
  expect(await faultsIn(document.body)).toEqual([]);
});

test('a name of a field begins with a capital, a word of a protocol stays', () =>
  expect(['webhook secret', 'API key', 'system_id'].map((label) => headOf({ label }))).toEqual(['Webhook secret', 'API key', 'system_id']));
