import { useSyncExternalStore } from 'react';
import type { Kind } from '../../../api/peopleTypes';
import type { CustomField } from '../../../api/recordTypes';
import type { PersonRow } from '../../../api/types';
import { useOwnFields } from '../../reading';
import type { Grouping, SortKey } from '../filters';

export interface Column {
  id: ColumnId;
  /** What the server sorts by. */
  sort?: SortKey;
  /** What dragging its head to the group bar groups by. */
  group?: Grouping;
  width: number;
  /** Of a field of the agency's own: its name. */
  label?: string;
}

const list = [
  { id: 'externalId', sort: 'externalId', width: 110 },
  { id: 'lastName', sort: 'name', width: 140 },
  { id: 'firstName', sort: 'firstName', width: 130 },
  { id: 'company', sort: 'customer', group: 'company', width: 180 },
  { id: 'customerId', width: 120 },
  { id: 'department', width: 140 },
  { id: 'title', sort: 'title', width: 160 },
  { id: 'branch', sort: 'branch', group: 'branch', width: 130 },
  { id: 'rep', group: 'rep', width: 140 },
  { id: 'phone', width: 160 },
  { id: 'cellPhone', width: 150 },
  { id: 'officePhone', width: 150 },
  { id: 'email', width: 220 },
  { id: 'isActive', group: 'active', width: 90 },
  { id: 'isAssigned', group: 'assigned', width: 105 },
  { id: 'status', sort: 'status', group: 'status', width: 130 },
  { id: 'lastMessage', sort: 'lastMessage', width: 180 },
  { id: 'zip', sort: 'zip', width: 90 },
  { id: 'place', width: 160 },
  { id: 'hasResume', width: 90 },
  { id: 'texting', width: 240 },
] as const;

export type FixedColumn = (typeof list)[number]['id'];

/** A field of the agency's own has its key in the name of its column. */
export type ColumnId = FixedColumn | `own:${string}`;

/** Every column a grid can show beside the name, in their order. */
export const columns: readonly Column[] = list;

/** Columns of the agency's own fields. */
export const columnsOf = (fields: CustomField[]): Column[] => fields.map(({ key, name }) => ({ id: `own:${encodeURIComponent(key)}`, width: 150, label: name }));

/** The value of such a column; null when the column is none. */
export const ownOf = (person: Pick<PersonRow, 'custom'>, id: ColumnId) => (id.startsWith('own:') ? person.custom?.[decodeURIComponent(id.slice(4))] ?? '' : null);

/** What is shown until one chooses (EN-07, EN-30). */
export const usual: Record<Kind, ColumnId[]> = {
  candidate: ['company', 'branch', 'phone', 'lastMessage', 'texting'],
  employee: ['externalId', 'branch', 'phone', 'isActive', 'isAssigned', 'lastMessage', 'zip', 'hasResume', 'cellPhone', 'texting'],
  contact: ['externalId', 'company', 'department', 'title', 'isActive', 'status', 'officePhone', 'lastMessage', 'texting'],
};

export const nameWidth = 280;
const keyOf = (kind: Kind) => `rosterline.columns.${kind}`;
const hearers = new Set<() => void>();

/** The columns named in a stored choice; what this build does not know is left out, and a stored nothing is the usual. */
export function chosenFrom(stored: string | null, kind: Kind, all: readonly Column[] = columns): ColumnId[] {
  if (stored === null) return usual[kind];
  const names = stored.split(' ');
  return all.map((column) => column.id).filter((id) => names.includes(id));
}

/** The columns chosen on this device, and how to choose others. */
export function useColumns(kind: Kind) {
  const stored = useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(kind)));
  const all = [...columns, ...columnsOf(useOwnFields())];
  const ids = chosenFrom(stored, kind, all);
  const keep = (next: ColumnId[] | null) => {
    if (next === null) localStorage.removeItem(keyOf(kind)); else localStorage.setItem(keyOf(kind), next.join(' '));
    hearers.forEach((hear) => hear());
  };
  return {
    all,
    ids,
    shown: all.filter((column) => ids.includes(column.id)),
    toggle: (id: ColumnId) => keep(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]),
    reset: () => keep(null),
  };
}

const subscribe = (hear: () => void) => { hearers.add(hear); return () => { hearers.delete(hear); }; };
