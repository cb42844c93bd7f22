import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draw, faultsIn, withoutScreen } from '../../shared/trying/trying';
import ListsPage from './ListsPage';

const answers = {
  'GET /custom-fields': { items: [{ key: 'shirt size', name: 'Shirt size', hidden: false }, { key: 'car', name: 'Car', hidden: true }] },
  'GET /action-codes': { items: ['Called', 'Placed'] },
};

describe('The lists of an agency', () => {
  beforeAll(withoutScreen);
  afterEach(cleanup);

  it('[G-03] hold the fields of its own: to rename, order, hide and add', async () => {
    const { asked, container } = draw(<ListsPage />, { ...answers, 'PUT /custom-fields': answers['GET /custom-fields'] });
    expect(await screen.findByText('{custom.shirt size}')).toBeTruthy();
    fireEvent.change(screen.getByDisplayValue('Shirt size'), { target: { value: 'Shirt' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show Car again' }));
    fireEvent.click(screen.getByRole('button', { name: 'Move Car up' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'New field' }), { target: { value: ' Badge ' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Add' })[0]!);
    fireEvent.click(screen.getAllByRole('button', { name: 'Save' })[0]!);
    await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({
      items: [{ key: 'car', name: 'Car', hidden: false }, { key: 'shirt size', name: 'Shirt', hidden: false }, { name: 'Badge' }],
    }));
    expect(await faultsIn(container)).toEqual([]);
  });

  it('[EN-32] hold the actions of a logged message: to add and to retire', async () => {
    const { asked } = draw(<ListsPage />, { ...answers, 'PUT /action-codes': { items: ['Placed', 'Interviewed'] } });
    fireEvent.click(await screen.findByRole('button', { name: 'Retire Called' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'New action' }), { target: { value: 'Interviewed' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Add' })[1]!);
    fireEvent.click(screen.getAllByRole('button', { name: 'Save' })[1]!);
    await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ items: ['Placed', 'Interviewed'] }));
  });
});
