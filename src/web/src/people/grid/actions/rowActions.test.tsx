import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PersonRow } from '../../../api/types';
import { draw, faultsIn, person, withoutScreen } from '../../../shared/trying/trying';
import { columns } from '../columns/columns';
import { everyone, type Grouping } from '../filters';
import { DropBar } from '../groups/DropBar';
import { dragType } from '../groups/dragging';
import { GroupedPeople } from '../groups/GroupedPeople';
import { WholeTable } from '../PeopleTable';
import { keepPicked, nobody, useSelection } from '../selection';
import { SelectionBar } from './SelectionBar';
import { useRowActions } from './useRowActions';

const people = [person('ana', 'Ana Lee', { companyId: 'c1', company: 'Acme' }), person('ben', 'Ben Ortiz'), person('cy', 'Cy Young')];

function Grid({ rows = people }: { rows?: PersonRow[] }) {
  const selection = useSelection('candidate', rows);
  const actions = useRowActions(selection, 'Candidates');
  return (
    <main>
      <WholeTable rows={rows} kind="candidate" selection={selection} actions={actions} columns={columns} sort="name" onSort={() => {}} />
      {selection.count > 0 && <SelectionBar selection={selection} actions={actions} matching={60} onEverybody={() => selection.everybody({ kind: 'candidate' }, 60)} />}
      {actions.drawn}
    </main>
  );
}

const sent = vi.hoisted((): unknown[] => []);
vi.mock('../../../sending/window/openSend', () => ({ openSend: (audience: unknown) => sent.push(audience) }));
const rowOf = (name: string) => screen.getByRole('link', { name }).closest('tr')!;
const menu = (name: string) => screen.findByRole('menuitem', { name: new RegExp(`^${name}`) });

describe('What a grid can do with people', () => {
  beforeAll(withoutScreen);
  beforeEach(() => { sent.length = 0; sessionStorage.clear(); keepPicked('candidate', nobody); });
  afterEach(cleanup);

  it('EN-32: right click offers to log, to text and to navigate', async () => {
    draw(<Grid />);
    fireEvent.contextMenu(rowOf('Ana Lee'), { clientX: 10, clientY: 10 });
    for (const name of ['Log message', 'Send text…', 'Add to hotlist', 'Record', 'Customer', 'Conversation']) expect(await menu(name)).toBeTruthy();
    expect(screen.getByText('Navigate to')).toBeTruthy();
  });

  it('EN-03: a row of the selection stands for all of it, and two or more open the Send window', async () => {
    draw(<Grid />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Ana Lee' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Ben Ortiz' }));
    fireEvent.contextMenu(rowOf('Ben Ortiz'), { clientX: 10, clientY: 10 });
    fireEvent.click(await menu('Send text…'));
    expect(sent).toEqual([{ personIds: ['ana', 'ben'], title: 'Candidates' }]);
  });

  it('T texts the selection, and everybody who matches is a search', () => {
    draw(<Grid />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select everyone shown' }));
    fireEvent.click(screen.getByRole('button', { name: 'Select all 60 that match' }));
    expect(screen.getByText('Everybody who matches: 60')).toBeTruthy();
    fireEvent.keyDown(window, { key: 't' });
    expect(sent).toEqual([{ search: { kind: 'candidate' }, title: 'Candidates' }]);
  });

  it('EN-32: logs a message with an action on every record that is meant', async () => {
    const { asked } = draw(<Grid />, { 'GET /action-codes': { items: ['Called', 'Placed'] }, 'POST /people/notes': { logged: 1, action: 'Placed' } });
    fireEvent.click(screen.getByRole('button', { name: 'Actions for Cy Young' }));
    fireEvent.click(await menu('Log message'));
    await screen.findByRole('option', { name: 'Placed' });
    fireEvent.change(screen.getByRole('combobox', { name: 'What happened' }), { target: { value: 'Placed' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: 'Starts Monday' } });
    fireEvent.click(screen.getByRole('button', { name: 'Log message' }));
    await waitFor(() => expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ personIds: ['cy'], action: 'Placed', words: 'Starts Monday' }));
  });

  it('AR-19: names are real links to a tab of their own, nothing is opened by a script', () => {
    draw(<Grid />);
    const link = screen.getByRole('link', { name: 'Ana Lee' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual(['/people/ana', '_blank']);
  });

  it('holds nothing axe objects to, with every column shown', async () => {
    const { container } = draw(<Grid />);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Ana Lee' }));
    expect(await faultsIn(container)).toEqual([]);
  });
});

describe('Grouping', () => {
  beforeAll(withoutScreen);
  afterEach(cleanup);

  it('EN-07: takes the head of a column that is dropped, and a choice by keyboard', () => {
    const Bar = () => { const [by, setBy] = useState<'' | Grouping>(''); return <><DropBar by={by} onChange={setBy} /><output>{by}</output></>; };
    draw(<Bar />);
    const bar = screen.getByText('Drag a column here to group by it').parentElement!;
    fireEvent.drop(bar, { dataTransfer: { types: [dragType], getData: () => 'branch' } });
    expect(screen.getByRole('status').textContent).toBe('branch');
    fireEvent.click(screen.getByRole('button', { name: 'Remove the grouping' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Group by' }), { target: { value: 'rep' } });
    expect(screen.getByRole('status').textContent).toBe('rep');
  });

  it('shows counts and reads the people of a group when it is opened', async () => {
    const { asked, container } = draw(<GroupedPeople kind="employee" filters={{ ...everyone, by: 'branch' }} by="branch" draw={(rows) => rows.map((row) => <p key={row.id}>{row.name}</p>)} />, {
      'GET /people/groups': { items: [{ key: 'm', name: 'Memphis', count: 1234 }, { key: null, name: 'No branch', count: 1 }], total: 1235, more: false },
      'GET /people': { items: people, next: null },
    });
    const memphis = await screen.findByRole('button', { name: /Memphis/ });
    expect(memphis.textContent).toContain('1,234 people');
    expect(asked.some((one) => one.path === '/people')).toBe(false);
    fireEvent.click(memphis);
    expect(await screen.findByText('Ana Lee')).toBeTruthy();
    expect(asked.find((one) => one.path === '/people')?.query).toMatchObject({ kind: 'employee', branchId: 'm' });
    expect(await faultsIn(container)).toEqual([]);
  });
});
