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

/** Routes of the set-up list. */
export interface SetUpRoutes {
  'GET /set-up': { answer: { items: SetUpRow[] } };
  'PUT /set-up/{step}': { body: { answer: SetUpAnswer | null }; answer: { items: SetUpRow[] } };
}
