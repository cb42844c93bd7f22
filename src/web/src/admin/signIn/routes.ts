/** Routes of what an organisation asks of a sign-in, and of its single sign-on. */
export interface SignInAdminRoutes {
  'GET /organisation/sign-in-rules': { answer: SignInRules };
  'PUT /organisation/sign-in-rules': { body: SignInRules; answer: void };
  'GET /organisation/single-sign-on': { answer: SingleSignOn };
  'PUT /organisation/single-sign-on': { body: Omit<SavedSignOn, 'hasSecret' | 'provenAt'> & { secret: string | null }; answer: void };
  'DELETE /organisation/single-sign-on': { answer: void };
  'GET /organisation/mail': { answer: { server: string | null; from: string | null } };
  'POST /organisation/mail/test': { answer: void };
  'POST /users/{id}/invitation': { answer: void };
  'POST /organisation/single-sign-on/test': { answer: { ok: boolean; words: string } };
}

export interface SignInRules { requireTwoStep: boolean; requireSingleSignOn: boolean; breakGlassUserId: string | null }

/** The first rule whose group the provider names decides; ours by the id of a security group. */
export interface GroupRule { value: string; group: string; accountId: string | null }

export interface SavedSignOn {
  name: string;
  issuer: string;
  clientId: string;
  hasSecret: boolean;
  trustsEmail: boolean;
  takesNew: boolean;
  groupsClaim: string;
  groups: GroupRule[];
  /** When somebody signed in by these settings; null: nobody yet. */
  provenAt: string | null;
}

export interface SingleSignOn { saved: SavedSignOn | null; returnAddress: string; signInAddress: string }
