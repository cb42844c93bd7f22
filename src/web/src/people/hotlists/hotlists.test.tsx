import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hotlist, HotlistMember } from '../../api/recordTypes';
import { draw, faultsIn, person, withoutScreen } from '../../shared/trying/trying';
import { keepPicked, nobody, useSelection } from '../grid/selection';
import { AddToHotlist } from './AddToHotlist';
import HotlistsPage from './HotlistsPage';
import { MemberList } from './MemberList';

const list: Hotlist = { id: 'h1', name: 'Saturday shift', shared: false, mine: true, owner: 'Dana Reyes', search: null, count: 2 };
const members: HotlistMember[] = [
  { person: person('ana', 'Ana Lee', { status: 'Ready', lastMessage: { action: 'Placed', at: '2026-11-20T15:00:00Z' } }), joinedAt: '2026-11-19T15:00:00Z', note: 'Has a car' },
  { person: person('ben', 'Ben Ortiz', { email: null, number: null, textState: { state: 'no_number', words: 'No phone number on this record.' } }), joinedAt: null, note: null },
];

function Members() {
  const selection = useSelection('hotlist.h1', members.map((member) => member.person));
  const [more, setMore] = useState(true);
  return <MemberList list={list} members={members} selection={selection} more={more} reading={false} onMore={() => setMore(false)} />;
}

describe('A hotlist', () => {
  beforeAll(withoutScreen);
  beforeEach(() => keepPicked('hotlist.h1', nobody));
  afterEach(cleanup);

  it('[EN-31] has a row with status, phone, days, ways to reach somebody and a note typed in place', async () => {
    const { asked, container } = draw(<Members />, { 'PUT /hotlists/h1/members/ben/note': null });
    expect(screen.getByText('Ready')).toBeTruthy();
    for (const name of ['Log a message with Ana Lee', 'Schedule a text to Ana Lee', 'Send a text: Ana Lee']) expect(screen.getByRole('button', { name })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'E-mail Ana Lee' }).getAttribute('href')).toBe('mailto:ana@mail.example');
    expect(screen.getByRole('link', { name: 'Call Ana Lee' }).getAttribute('href')).toBe('tel:+19015550142');
    expect(screen.queryByRole('link', { name: 'Call Ben Ortiz' })).toBeNull();
    expect((screen.getByRole('textbox', { name: 'Note about Ana Lee' }) as HTMLInputElement).value).toBe('Has a car');
    const note = screen.getByRole('textbox', { name: 'Note about Ben Ortiz' });
    fireEvent.change(note, { target: { value: 'Call at noon' } });
    fireEvent.keyDown(note, { key: 'Enter' });
    await waitFor(() => expect(asked).toMatchObject([{ method: 'PUT', body: { words: 'Call at noon' } }]));
    expect(await screen.findByText('Note kept.')).toBeTruthy();
    expect(await faultsIn(container)).toEqual([]);
  });

  it('keeps what was typed when the server refuses it', async () => {
    draw(<Members />);
    const note = screen.getByRole('textbox', { name: 'Note about Ben Ortiz' }) as HTMLInputElement;
    fireEvent.change(note, { target: { value: 'Call at noon' } });
    fireEvent.blur(note);
    await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
    expect(note.value).toBe('Call at noon');
  });

  it('takes people in, on a list that is there or a new one', async () => {
    const { asked } = draw(<AddToHotlist audience={{ personIds: ['ana', 'ben'] }} count={2} onClose={() => {}} />, {
      'GET /hotlists': { items: [list], next: null }, 'POST /hotlists/h1/members': { added: 1, already: 1, removed: 0 },
    });
    await waitFor(() => expect((screen.getByRole('combobox', { name: 'Hotlist' }) as HTMLSelectElement).value).toBe('h1'));
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ personIds: ['ana', 'ben'] }));
    expect(await screen.findByText('1 person added to “Saturday shift”, 1 on it already.')).toBeTruthy();
  });

  it('says what to do as long as there is none', async () => {
    const { container } = draw(<HotlistsPage />, { 'GET /hotlists': { items: [], next: null } });
    expect(await screen.findByText('No hotlists yet')).toBeTruthy();
    expect(screen.getByText('Select people in a grid and choose Add to hotlist.')).toBeTruthy();
    expect(await faultsIn(container)).toEqual([]);
  });
});
