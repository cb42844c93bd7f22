import type { PhoneKind } from './types';

export type Kind = 'candidate' | 'employee' | 'contact';

/** What may be written on a record; what is left out stays as it is, empty text clears. Numbers by kind: an empty one is removed. */
export interface PersonFields {
  firstName?: string;
  lastName?: string;
  isCandidate?: boolean;
  isEmployee?: boolean;
  isContact?: boolean;
  isActive?: boolean;
  company?: string;
  customerId?: string;
  title?: string;
  department?: string;
  status?: string;
  repId?: string;
  isAssigned?: boolean;
  hasResume?: boolean;
  ssnLastFour?: string;
  /** Fields of the agency's own, by key or name; empty clears. */
  custom?: Record<string, string>;
  email?: string;
  externalId?: string;
  language?: string;
  city?: string;
  state?: string;
  zip?: string;
  notes?: string;
  numbers?: { kind: PhoneKind; raw: string }[];
}

/** How an opt-out reached the agency when not by text. */
export type TakenBy = 'phone' | 'email';

export interface OptOut {
  number: string;
  display: string;
  at: string | null;
  how: 'text' | 'phone' | 'email' | 'import' | 'provider' | 'api' | null;
  words: string | null;
  people: { id: string; name: string }[];
}

/** What came of a file of opt-outs. */
export interface OptOutsBroughtIn { rows: number; numbers: number; added: number; already: number; skipped: number; summary: string; problems: string[] }

// Import

export interface ImportColumn { index: number; header: string; guess: string | null; samples: string[] }

/** Asked where letters beyond English could be read in two ways. */
export interface EncodingQuestion { words: string; sample: string; other: string; otherLabel: string }

export interface ImportFile {
  id: string;
  fileName: string;
  encoding: string;
  encodingLabel: string;
  encodingQuestion: EncodingQuestion | null;
  separator: string;
  headerRow: number;
  columns: ImportColumn[];
  totalRowsEstimate: number;
  /** Said as long as no opt-outs are known. */
  optOutsFirst: string | null;
}

export type ConsentAnswer = 'opt_in' | 'told' | 'employed' | 'unknown';

export interface ImportConsent { answer: ConsentAnswer; column?: number; date?: string; wording?: string }

/** What is not said stays as it was. */
export interface ImportPlan {
  /** Column by field. */
  mapping?: Record<string, number>;
  /** Column by the key of a field of the agency's own. */
  own?: Record<string, number>;
  encoding?: string;
  kind?: Kind;
  consent?: ImportConsent;
}

export interface PreviewRow {
  row: number;
  /** Null: the row is skipped, the faults say why. */
  name: string | null;
  email: string | null;
  numbers: { kind: PhoneKind; display: string; problemWords: string | null; chosen: boolean }[];
  faults: string[];
}

export interface ImportPreview {
  file: ImportFile;
  rows: number;
  people: number;
  skipped: number;
  faults: number;
  firstRows: PreviewRow[];
  firstFaults: string[];
  canBeTexted: { total: number; textable: number; words: string; breakdown: { code: string; count: number; words: string }[] };
}

export interface ImportProgress {
  id: string;
  fileName: string;
  state: 'uploaded' | 'running' | 'done' | 'cancelled' | 'failed';
  totalRows: number;
  doneRows: number;
  skipped: number;
  /** How many sentences the file with reasons holds. */
  problems: number;
  summary: string;
  downloadWords: string | null;
}
