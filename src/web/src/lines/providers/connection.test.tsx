// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Route, Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { OwnNumber } from '../../conversations/list/ListPane';
import { draw, faultsIn, withoutScreen } from '../../shared/trying/trying';
import ConnectionPage from './ConnectionPage';

beforeEach(withoutScreen);
afterEach(cleanup);

const connection = {
  id: 'c1', provider: 'textus', label: 'TextUs', name: 'Main', active: true, settings: {}, secretsSaved: [], hookAddress: 'https://texts.example/hooks/textus/abc',
  test: null, state: { ok: true, words: 'Working.' }, lines: 1,
};

test('[P-31] [HS-02] the address to give says whose it is and who sends what there, and can be copied and replaced', async () => {
  draw(<Router hook={memoryLocation({ path: '/admin/providers/c1' }).hook}><Route path="/admin/providers/:id"><ConnectionPage /></Route></Router>, { 'GET /connections': { items: [connection], next: null }, 'GET /providers': [] });
  expect(await screen.findByText('Address to give to TextUs')).not.toBeNull();
  expect(screen.getByText('TextUs sends incoming texts and delivery news to this address.')).not.toBeNull();
  expect(screen.getByText('https://texts.example/hooks/textus/abc')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Copy: Address to give to TextUs' }).textContent).toBe('Copy');
  expect(screen.getByRole('button', { name: 'Replace the address' }).textContent).toBe('Replace');
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[HS-11] the inbox says from which number one texts', () => {
  draw(<OwnNumber />, {}, undefined, [{ id: 'l1', name: 'Memphis', number: '+19015550142', isDefault: true }, { id: 'l2', name: 'Nights', number: '+19015550143', isDefault: false }]);
  expect(document.body.textContent).toContain('You text from (901) 555-0142 and 1 more line');
});
