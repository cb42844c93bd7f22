import { useMemo, useRef, useSyncExternalStore } from 'react';
import type { Kind } from '../../api/peopleTypes';
import type { Audience, PeopleSearchQuery } from '../../api/recordTypes';
import type { PersonRow } from '../../api/types';

/** As much of a person as is needed once she has scrolled or been filtered away. */
export interface Chosen { id: string; name: string; number: string | null }

/** Who is selected in a grid: people one by one, or everybody who matches a search but for a few. */
export type Picked =
  | { mode: 'people'; people: Chosen[] }
  | { mode: 'search'; search: PeopleSearchQuery; count: number; except: string[] };

export const nobody: Picked = { mode: 'people', people: [] };

const chosenOf = ({ id, name, number }: PersonRow): Chosen => ({ id, name, number: number?.number ?? null });

/** Whether a row counts as selected; a search takes in only what it was made from. */
export const holds = (picked: Picked, id: string) =>
  (picked.mode === 'people' ? picked.people.some((each) => each.id === id) : !picked.except.includes(id));

export const countOf = (picked: Picked) => (picked.mode === 'people' ? picked.people.length : Math.max(0, picked.count - picked.except.length));

/** After pressing the box of one row; with Shift everything between it and the row pressed before takes its new state. */
export function press(picked: Picked, rows: PersonRow[], id: string, before: string | null, shift: boolean): Picked {
  const on = !holds(picked, id);
  const at = (each: string | null) => rows.findIndex((row) => row.id === each);
  const from = shift ? at(before) : -1, to = at(id);
  const range = from < 0 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return put(picked, range, on);
}

/** Takes all of these rows in, or gives them back. */
export function put(picked: Picked, rows: PersonRow[], on: boolean): Picked {
  const ids = new Set(rows.map((row) => row.id));
  if (picked.mode === 'search') {
    const except = picked.except.filter((each) => !ids.has(each));
    return { ...picked, except: on ? except : [...except, ...ids] };
  }
  const others = picked.people.filter((each) => !ids.has(each.id));
  return { mode: 'people', people: on ? [...others, ...rows.map(chosenOf)] : others };
}

/** What is sent to the server for whoever is selected. */
export const audienceOf = (picked: Picked): Audience => {
  if (picked.mode === 'people') return { personIds: picked.people.map((each) => each.id) };
  return { search: picked.except.length === 0 ? picked.search : { ...picked.search, except: picked.except } };
};

// Kept for this tab, each grid its own, until it is cleared: it survives scrolling, filters, other screens and reloading.
const keyOf = (grid: string) => `rosterline.selection.${grid}`;
const known = new Map<string, Picked>();
const hearers = new Set<() => void>();

export function readPicked(grid: string): Picked {
  const there = known.get(grid);
  if (there) return there;
  const read = parse(sessionStorage.getItem(keyOf(grid)));
  known.set(grid, read);
  return read;
}

export function keepPicked(grid: string, picked: Picked) {
  known.set(grid, picked);
  // A few thousand people are some hundred kilobytes; a full store only costs the memory of reloading
  try { sessionStorage.setItem(keyOf(grid), JSON.stringify(picked)); } catch { sessionStorage.removeItem(keyOf(grid)); }
  hearers.forEach((hear) => hear());
}

function parse(text: string | null): Picked {
  try {
    const read = JSON.parse(text ?? 'null') as Picked | null;
    return read && (read.mode === 'search' ? typeof read.count === 'number' : Array.isArray(read.people)) ? read : nobody;
  } catch {
    return nobody;
  }
}

const subscribe = (hear: () => void) => { hearers.add(hear); return () => { hearers.delete(hear); }; };

/** Who is selected in one grid, whatever of it is shown at the moment. */
export function useSelection(grid: Kind | `hotlist.${string}`, rows: PersonRow[]) {
  const picked = useSyncExternalStore(subscribe, () => readPicked(grid));
  const before = useRef<string | null>(null);
  const ids = useMemo(() => new Set(picked.mode === 'people' ? picked.people.map((each) => each.id) : picked.except), [picked]);
  const has = (id: string) => (picked.mode === 'people' ? ids.has(id) : !ids.has(id));
  const among = (some: PersonRow[]) => {
    const shown = some.filter((row) => has(row.id)).length;
    const all = some.length > 0 && shown === some.length;
    return {
      all,
      some: shown > 0 && !all,
      toggle: (id: string, shift = false) => { keepPicked(grid, press(picked, some, id, before.current, shift)); before.current = id; },
      toggleAll: () => keepPicked(grid, put(picked, some, !all)),
    };
  };
  return {
    picked,
    has,
    count: countOf(picked),
    ...among(rows),
    /** The same for a part of the grid, such as an opened group: "all" are its rows, and Shift reaches within it. */
    among,
    everybody: (search: PeopleSearchQuery, count: number) => keepPicked(grid, { mode: 'search', search, count, except: [] }),
    clear: () => keepPicked(grid, nobody),
  };
}

export type Selection = ReturnType<typeof useSelection>;
