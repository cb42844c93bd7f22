// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draw, faultsIn, withoutScreen } from '../../shared/trying/trying';
import { GetNumber } from './GetNumber';
import { GiveNumber } from './GiveNumber';

const user = (id: string, name: string) => ({ id, name, email: `${id}@x.example`, account: { id: 'a', name: 'Memphis' }, groups: [], isActive: true, hasPassword: true, lines: [] });
const answers = {
  'GET /users': { items: [user('u1', 'Maya Brooks'), user('u2', 'Ben Carter')], next: null },
  'GET /texting/users': { items: [{ userId: 'u1', name: 'Maya Brooks', lineId: 'l1', line: 'Memphis', number: '+19015550142', others: 0, sharing: [] }], next: null },
};

beforeEach(withoutScreen);
afterEach(cleanup);

async function choose(name: string) {
  await waitFor(() => expect(document.querySelectorAll('[role=option]').length).toBe(2));
  fireEvent.click(screen.getByRole('option', { name, hidden: true }));
}

const save = () => screen.queryByRole('button', { name: 'Save' });

test('[HS-10] Save is not there until user and number are', async () => {
  draw(<GiveNumber onClose={() => undefined} />, answers);
  expect(save()).toBeNull();
  await choose('Ben Carter');
  expect(save()).toBeNull();
  fireEvent.change(screen.getByLabelText('Phone number'), { target: { value: '(901) 555-0150' } });
  expect(save()).not.toBeNull();
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[HS-12] choosing somebody who has a number fills it in', async () => {
  draw(<GiveNumber onClose={() => undefined} />, answers);
  await choose('Maya Brooks');
  await waitFor(() => expect((screen.getByLabelText('Phone number') as HTMLInputElement).value).toBe('(901) 555-0142'));
  expect(screen.queryByText(/Another number replaces it/)).not.toBeNull();
});

test('[AR-22] a number is any, or chosen from a generated list of an area code; Save appears when one is chosen', async () => {
  draw(<GetNumber sellers={[{ connectionId: 'c1', name: 'Main' }]} onClose={() => undefined} />, {
    ...answers, 'GET /texting/numbers/for-sale': { items: [{ number: '+16155550101', place: 'Nashville', price: '$1.15 a month' }] },
    'POST /texting/numbers': { lineId: 'l9', number: '+16155550101', words: 'Replies arrive.' },
  });
  expect(save()).not.toBeNull();
  fireEvent.click(screen.getByText('Choose number'));
  expect(save()).toBeNull();
  fireEvent.change(screen.getByLabelText('Area code'), { target: { value: '615' } });
  fireEvent.click(screen.getByRole('button', { name: 'Generate numbers' }));
  fireEvent.click(await screen.findByRole('radio', { name: /\(615\) 555-0101/ }));
  fireEvent.click(save()!);
  expect((await screen.findByRole('status')).textContent).toContain('(615) 555-0101 is yours.');
  expect(await faultsIn(document.body)).toEqual([]);
});
