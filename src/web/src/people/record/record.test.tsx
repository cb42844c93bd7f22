import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../api/types';
import { draw, faultsIn, person as row, withoutScreen } from '../../shared/trying/trying';
import { ActionsMenu } from './actions/ActionsMenu';
import { DeleteDialog } from './actions/DeleteDialog';
import { MergeDialog } from './actions/MergeDialog';
import { HistorySection } from './history/HistorySection';
import { titleOf } from './history/JournalSection';
import { NumbersSection } from './NumbersSection';

const lucas = (more: Partial<Person> = {}): Person => ({
  ...row('lucas', 'Lucas Lindqvist'), externalId: null, language: null, city: null, state: null, zip: null, timeZone: null, notes: null, consent: null, conversations: [], texts: 42,
  numbers: [{ kind: 'cell', raw: '', number: '+19015550142', display: '(901) 555-0142', problem: null, problemWords: null, chosen: true }], ...more,
});
const text = (id: string, body: string) => ({
  message: { id, conversationId: 'c', seq: 1, direction: 'in', status: 'received', statusWords: 'Received', problemWords: null, nextSteps: [], body, purpose: 'application', origin: 'person',
    author: null, createdAt: '2026-11-20T15:00:00Z', dueAt: null, sentAt: null, deliveredAt: null, segments: 1, media: [] },
  line: { id: 'l', name: 'Memphis desk', number: '+19015550100' },
});

describe('A record', () => {
  beforeAll(withoutScreen);
  afterEach(cleanup);

  it('[EN-02] [EN-04] has a menu of everything that can be done with it', async () => {
    draw(<ActionsMenu person={lucas({ sameNumber: [{ id: 'luke', name: 'Luke Lindqvist', number: '+19015550142' }] })} />);
    fireEvent.click(screen.getByRole('button', { name: 'Actions' }));
    for (const name of ['Send text', 'Log message', 'Add to hotlist', 'Merge with Luke Lindqvist…', 'Lock', 'Opt out', 'Delete…']) expect(await screen.findByRole('menuitem', { name })).toBeTruthy();
  });

  it('[GH-23] offers deleting only to those who may', async () => {
    draw(<ActionsMenu person={lucas()} />, {}, ['text', 'see_people', 'edit_people']);
    fireEvent.click(screen.getByRole('button', { name: 'Actions' }));
    expect(await screen.findByRole('menuitem', { name: 'Lock' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Delete…' })).toBeNull();
  });

  it('[AR-18] keeps the SMS message history closed and reads it when it is opened', async () => {
    const { asked, container } = draw(<HistorySection person={lucas()} />, { 'GET /people/lucas/history': { items: [text('1', 'Still interested?')], next: null, elsewhere: 12 } });
    const head = screen.getByRole('button', { name: 'SMS message history' });
    expect(head.getAttribute('aria-expanded')).toBe('false');
    expect(asked).toEqual([]);
    fireEvent.click(head);
    expect(await screen.findByText('Still interested?')).toBeTruthy();
    // AR-20
    expect(screen.getByText('12 texts on lines you are not assigned to')).toBeTruthy();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('[HS-29] [HS-30] offers the conversations beside the cell phone, and only there', () => {
    draw(<NumbersSection person={lucas({ conversations: [{ id: 'c7', line: { id: 'l', name: '', number: '' }, number: '+19015550142', lastAt: '', preview: '', previewDirection: 'in', unread: 0 }] })} mayEdit />);
    expect(screen.getByRole('link', { name: 'View text conversations' }).getAttribute('href')).toBe('/inbox/c7');
    cleanup();
    draw(<NumbersSection person={lucas({ numbers: [{ kind: 'office', number: '+19015550142', display: '', problem: null, problemWords: null }] })} mayEdit />);
    expect(screen.queryByText('View text conversations')).toBeNull();
  });

  it('[EN-33] lets a carrier’s mark be cleared', async () => {
    const { asked } = draw(<NumbersSection mayEdit person={lucas({ numbers: [{ kind: 'cell', number: '+19015550142', display: '(901) 555-0142', problem: null, problemWords: null, carrierMark: 'Not in service.' }] })} />,
      { 'POST /people/lucas/clear-mark': {} });
    fireEvent.click(screen.getByRole('button', { name: 'Clear the carrier’s mark on (901) 555-0142' }));
    await waitFor(() => expect(asked.find((each) => each.method === 'POST')?.body).toEqual({ number: '+19015550142' }));
  });

  it('[GH-23] offers the lock before deleting, in the agreed words', async () => {
    const { asked } = draw(<DeleteDialog person={lucas()} onClose={() => {}} />, { 'GET /people/lucas': lucas(), 'POST /people/lucas/lock': {}, 'POST /people/lucas/delete': null });
    expect(screen.getByRole('dialog', { name: 'Lock Lucas instead?' })).toBeTruthy();
    expect(await screen.findByText('Locked, nobody can text him and the record of 42 texts stays. Deleting removes his details; his opt-out stays either way.')).toBeTruthy();
    expect(await faultsIn(document.body)).toEqual([]);
    fireEvent.change(screen.getByRole('textbox', { name: 'Why' }), { target: { value: 'Asked to be forgotten' } });
    expect(screen.queryByRole('button', { name: 'Delete for good' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Delete…' }));
    fireEvent.click(screen.getByRole('button', { name: 'Delete for good' }));
    await waitFor(() => expect(asked.find((one) => one.method === 'POST')).toMatchObject({ path: '/people/lucas/delete', body: { reason: 'Asked to be forgotten' } }));
  });

  it('[P-33] shows both sides before merging and sends what was chosen', async () => {
    const { asked } = draw(<MergeDialog personId="lucas" otherId="luke" onClose={() => {}} />, {
      'GET /people/lucas/merge/luke': {
        keptId: 'lucas', keptName: 'Lucas', otherId: 'luke', otherName: 'Luke', words: ['The lock stays: “Do not hire”.'],
        fields: [{ field: 'firstName', label: 'First name', kept: 'Lucas', other: 'Luke', differs: true }, { field: 'email', label: 'E-mail', kept: null, other: 'l@x.example', differs: false }],
      },
      'POST /people/lucas/merge': {},
    });
    expect(await screen.findByText('The lock stays: “Do not hire”.')).toBeTruthy();
    expect(await faultsIn(document.body)).toEqual([]);
    fireEvent.click(screen.getByRole('radio', { name: 'First name: which to keep: Luke' }));
    fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
    await waitFor(() => expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ other: 'luke', take: ['firstName'] }));
  });

  it('names a note by its action, a text by its direction', () => {
    expect([titleOf({ kind: 'logged', action: 'Placed' }), titleOf({ kind: 'received', action: 'Text' }), titleOf({ kind: 'sent', action: 'Text' })]).toEqual(['Placed', 'Text received', 'Text sent']);
  });
});
