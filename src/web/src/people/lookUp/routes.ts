import type { Audience } from '../../api/recordTypes';

/** What a provider said about a number. */
export interface Knowledge { number: string; kind: string; getsTexts: boolean | null; carrier: string | null; at: string; words: string }

export interface Run { id: string; state: 'running' | 'done' | 'stopped' | 'limit'; numbers: number; done: number; landlines: number; unanswered: number }

export interface LookUpSettings { beforeFirstText: boolean; monthLimit: number; price: number }

/** Routes of asking providers what kind of number it is. */
export interface LookUpRoutes {
  'GET /people/{id}/number-look-ups': { answer: { items: Knowledge[] } };
  'POST /people/{id}/number-look-ups': { body: { value: string }; answer: { knowledge: Knowledge | null; words: string } };
  'POST /number-look-ups': { body: Audience & { again?: boolean; preview?: boolean }; answer: { numbers: number; known: number; price: number; left: number; run: Run | null } };
  'GET /number-look-ups/{id}': { answer: Run };
  'POST /number-look-ups/{id}/stop': { answer: Run };
  'GET /organisation/number-look-up': { answer: LookUpSettings & { used: number; available: boolean } };
  'PUT /organisation/number-look-up': { body: LookUpSettings; answer: LookUpSettings & { used: number; available: boolean } };
}
