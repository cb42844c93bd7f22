import type { List, Named, Purpose } from '../../api/types';

export type Language = 'en' | 'es';

/** A text written once and used often. */
export interface Template {
  id: string;
  name: string;
  folder: string;
  purpose: Purpose;
  /** Everybody's; else its owner's alone. */
  shared: boolean;
  by: Named;
  words: Partial<Record<Language, string>>;
  missingLanguages: Language[];
  fields: string[];
  mayChange: boolean;
  updatedAt: string;
}

export interface TemplateFields { name?: string; folder?: string; purpose?: Purpose; shared?: boolean; words?: Partial<Record<Language, string>> }

/** A template as one person would get it. */
export interface UsedTemplate { body: string; text: string; language: Language; fellBack: boolean; missing: string[]; fallbacks: number }

export interface MergeField { name: string; description: string; example: string }

/** Something about a text that its author should see before it goes. */
export interface Finding { code: string; words: string; fixed: string | null; blocks: boolean; at: number | null; length: number | null }

export interface CheckedText {
  findings: Finding[];
  segments: { encoding: 'gsm7' | 'ucs2'; count: number; units: number; remaining: number };
  text: string;
  missing: string[];
  fallbacks: number;
}

/** Routes of templates and of the check of a text. */
export interface TemplateRoutes {
  'GET /templates': { query: { q?: string; purpose?: Purpose; folder?: string; cursor?: string; limit?: number }; answer: List<Template> };
  'GET /templates/{id}': { answer: Template };
  'POST /templates': { body: TemplateFields; answer: Template };
  'PATCH /templates/{id}': { body: TemplateFields; answer: Template };
  'DELETE /templates/{id}': { answer: void };
  'POST /templates/{id}/restore': { answer: Template };
  'POST /templates/{id}/use': { body: { personId?: string; purpose?: Purpose; language?: Language; postingId?: string; orderId?: string }; answer: UsedTemplate };
  'GET /merge-fields': { answer: List<MergeField> };
  'POST /texts/check': {
    body: { body: string; personId?: string; postingId?: string; orderId?: string; isFirstText?: boolean; isBroadcast?: boolean };
    answer: CheckedText;
  };
}
