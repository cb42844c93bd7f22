export type SetUpKey = 'branches' | 'safety' | 'provider' | 'users' | 'ats' | 'consent' | 'people' | 'hours' | 'live';
export type SetUpAnswer = 'one_office' | 'no_opt_outs' | 'seen' | 'skipped';

export interface SetUpRow {
  key: SetUpKey;
  state: 'to_do' | 'waiting' | 'needs_you' | 'skipped' | 'done';
  words: string;
  waitsFor: SetUpKey | null;
  skippable: boolean;
  answer: { what: SetUpAnswer; by: string | null; at: string } | null;
}

/** A row somebody without an account can read. */
export interface StepLink { id: string; step: SetUpKey; sentTo: string | null; by: string | null; at: string; expiresAt: string; openedAt: string | null }

/** Routes of the set-up list. */
export interface SetUpRoutes {
  'GET /set-up': { answer: { items: SetUpRow[] } };
  'PUT /set-up/{step}': { body: { answer: SetUpAnswer | null }; answer: { items: SetUpRow[] } };
  'GET /set-up/links': { answer: { items: StepLink[] } };
  'POST /set-up/{step}/link': { body: { email: string | null; days?: number }; answer: { id: string; address: string; expiresAt: string } };
  'DELETE /set-up/links/{id}': { answer: void };
}
