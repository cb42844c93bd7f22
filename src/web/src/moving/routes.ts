export type HistoryField = 'direction' | 'from' | 'to' | 'contact' | 'line' | 'body' | 'time' | 'date' | 'zone' | 'status' | 'id';

export interface HistoryFile {
  id: string;
  fileName: string;
  encodingLabel: string;
  zone: string;
  columns: { index: number; header: string; guess: HistoryField | null; samples: string[] }[];
  rows: string[][];
}

/** What would come of a file; `ours` without a line is left out until one is chosen. */
export interface HistoryPreview {
  file: HistoryFile;
  rows: number;
  received: number;
  sent: number;
  people: number;
  skipped: number;
  since: string | null;
  until: string | null;
  ours: { number: string | null; texts: number; lineId: string | null }[];
  firstTexts: { row: number; direction: 'in' | 'out'; number: string; at: string; body: string }[];
  firstFaults: string[];
}

export interface HistoryStatus {
  id: string;
  state: 'uploaded' | 'running' | 'done' | 'cancelled' | 'failed';
  totalRows: number;
  doneRows: number;
  added: number;
  summary: string;
  problems: number;
}

export interface HistoryPlan { mapping: Partial<Record<HistoryField, number>>; zone: string; product: string; line: string | null; lines: Record<string, string> }

export interface FullExport {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'removed';
  step: string | null;
  files: number;
  ofFiles: number;
  rows: number;
  bytes: number | null;
  by: string | null;
  failure: string | null;
  createdAt: string;
}

/** Routes of moving in and out. */
export interface MovingRoutes {
  'GET /organisation/exports': { answer: { items: FullExport[] } };
  'POST /organisation/exports': { answer: FullExport };
  'POST /organisation/exports/{id}/cancel': { answer: void };
  'GET /organisation/import': { answer: { possible: boolean } };
  'POST /organisation/import': { body: Blob; answer: { name: string; people: number; messages: number; administrator: string | null; startPath: string | null } };
  'POST /history/import': { body: FormData; answer: HistoryFile };
  'PUT /history/import/{id}': { body: HistoryPlan; answer: HistoryPreview };
  'POST /history/import/{id}/run': { answer: HistoryStatus };
  'POST /history/import/{id}/cancel': { answer: HistoryStatus };
  'GET /history/import/{id}': { answer: HistoryStatus };
  'GET /history/import/{id}/opt-outs': { answer: { items: { number: string; name: string | null; at: string; words: string; recordedAt: string | null }[] } };
  'POST /history/import/{id}/opt-outs': { answer: { added: number } };
}
