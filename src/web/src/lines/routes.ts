import type { Named, List } from '../api/types';
import type { Line } from '../api/adminTypes';

export type Verification = 'not_needed' | 'not_confirmed' | 'under_review' | 'verified' | 'refused';

export interface CarrierClass { key: string; label: string; kind: Line['kind']; perSecond: number; shared: boolean; source: string }

export interface Pool extends Named {
  lines: { id: string; name: string; number: string; connectionId: string; connection: string; healthy: boolean; waiting: number; via: string | null }[];
  state: { ok: boolean; words: string };
}

/** A call to a provider, or a webhook from one. */
export interface Exchange {
  id: string;
  at: string;
  out: boolean;
  what: 'send' | 'look_up' | 'list' | 'numbers' | 'test' | 'media' | 'kind' | 'webhook';
  method: string;
  place: string;
  /** Null: no answer came. */
  status: number | null;
  verdict: string;
  words: string;
  tookMs: number;
  bytes: number;
  /** It and so many like it, left out under load. */
  standsFor: number;
  messageId: string | null;
}

export interface Figures {
  hours: { at: string; accepted: number; refused: number; tryAgain: number; unclear: number }[];
  problems: { code: string; words: string; texts: number }[];
  answerP50Ms: number | null;
  answerP95Ms: number | null;
  lastWebhook: string | null;
  downSince: string | null;
  down: string | null;
  receiptsMissing: boolean;
  leftOut: number;
  perSecond: number | null;
  numbers: { lineId: string; name: string; value: string; waiting: number }[];
}

export interface Trouble { connectionId: string; kind: 'down' | 'no_receipts'; words: string; waiting: number }

/** Routes of pools, of how lines stand with carriers, and of how provider accounts are doing. */
export interface LineRoutes {
  'GET /pools': { answer: List<Pool> };
  'POST /pools': { body: { name: string; lineIds: string[] }; answer: Pool };
  'PUT /pools/{id}': { body: { name: string; lineIds: string[] }; answer: Pool };
  'DELETE /pools/{id}': { answer: void };
  'GET /lines/classes': { answer: { asOf: string; items: CarrierClass[] } };
  'PUT /lines/{id}/verification': { body: { verification: Verification; campaign: string | null; note: string | null }; answer: Line };
  'POST /lines/{id}/verification/ask': { answer: Line };
  'GET /connections/{id}/figures': { answer: Figures };
  'GET /connections/{id}/exchanges': { query: { failed?: boolean; cursor?: string }; answer: List<Exchange> };
  'GET /troubles': { answer: { items: Trouble[] } };
}
