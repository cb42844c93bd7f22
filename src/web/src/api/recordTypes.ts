import type { Kind } from './peopleTypes';
import type { Message, Named, PersonRow } from './types';

/** Everything a grid of people can be narrowed by, as the API takes it. */
export interface PeopleSearchQuery {
  kind?: Kind;
  q?: string;
  sort?: string;
  active?: boolean;
  lastName?: string;
  firstName?: string;
  id?: string;
  repId?: string;
  branchId?: string;
  assigned?: boolean;
  status?: string;
  companyId?: string;
  customer?: string;
  customerId?: string;
  text?: string;
  ssn?: string;
  without?: string;
  /** Parts of the agency's own fields, each as "key:words". */
  custom?: string[];
  /** People left out of everybody who matches. */
  except?: string[];
}

/** Whom something is meant for: one of the three. */
export type Audience = { personIds: string[] } | { hotlistId: string } | { search: PeopleSearchQuery };

/** A field the agency added for itself; its key stays when the name changes. */
export interface CustomField { key: string; name: string; hidden: boolean }

export interface PeopleGroup { key: string | null; name: string; count: number }
export interface PeopleGroups { items: PeopleGroup[]; total: number; more: boolean }

export interface Logged { logged: number; action: string }
export interface Moved { added: number; already: number; removed: number }

/** A note on the record: logged by hand, or left by a text. */
export interface JournalEntry { id: string; kind: 'received' | 'sent' | 'logged'; at: string; by: Named | null; action: string; words: string | null }

export interface HistoryPage {
  items: { message: Message; line: { id: string; name: string; number: string } }[];
  next: string | null;
  /** Texts on lines the viewer is not assigned to. */
  elsewhere: number;
}

export interface MergeSide { field: string; label: string; kept: string | null; other: string | null; differs: boolean }
export interface MergePreview { keptId: string; keptName: string; otherId: string; otherName: string; fields: MergeSide[]; words: string[] }

export interface Hotlist {
  id: string;
  name: string;
  shared: boolean;
  mine: boolean;
  owner: string;
  /** Null: people are put on it by hand. */
  search: PeopleSearchQuery | null;
  count: number | null;
}
export interface HotlistFields { name?: string; shared?: boolean; search?: PeopleSearchQuery }
export interface HotlistMember { person: PersonRow; joinedAt: string | null; note: string | null }

export interface SavedSearch { id: string; name: string; shared: boolean; mine: boolean; owner: string; search: PeopleSearchQuery }
