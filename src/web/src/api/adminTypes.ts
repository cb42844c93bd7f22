import type { Verification } from '../lines/routes';
import type { Direction, Named, Pause, Status } from './types';

export interface AgencyUser extends Named {
  email: string;
  /** Where she lands. */
  account: Named;
  /** One per account, the highest first. */
  groups: { account: Named; groupId: string; groupName: string }[];
  isActive: boolean;
  /** False: came by a one-time link and has chosen no password yet. */
  hasPassword: boolean;
  lines: Named[];
}

export interface InvitedRow { number: number; name: string; email: string; branch: string; group: string; line: string | null; fault: string | null; userId: string | null; link: string | null }

export type AccountKind = 'organisation' | 'division' | 'branch';

export interface Account extends Named { parentId: string | null; kind: AccountKind; timeZone: string | null; textingOff?: boolean; paused?: Paused | null }

export const scopes = ['messages:send', 'messages:read', 'people:read', 'people:write', 'reports:read', 'admin'] as const;

export type Scope = (typeof scopes)[number];

export interface ApiKey extends Named {
  prefix: string;
  actsAs: string;
  account: string;
  scopes: Scope[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  /** Rotated: the key in its place; this one works until it expires. */
  replacedBy: string | null;
  /** It reaches only its account and what is below. */
  narrowed: boolean;
}

export interface NewKey { id: string; name: string; prefix: string; key: string }

export interface OrganisationSettings {
  id: string;
  name: string;
  timeZone: string;
  phone: string | null;
  replyMinutes: number;
  isDemo: boolean;
  testMode: boolean;
  paused: Pause | null;
}

export interface HealthCheck { name: string; state: 'ok' | 'warning' | 'problem'; words: string }

// Lines and providers

export interface Line extends Named {
  number: string;
  kind: 'long_code' | 'toll_free' | 'short_code' | 'landline';
  active: boolean;
  account: Named | null;
  connection: { id: string; name: string; provider: string };
  users: (Named & { isDefault?: boolean })[];
  receiving: { ok: boolean; words: string };
  perSecond: number;
  /** How many may share it. */
  seats: number;
  sentThisMonth: number;
  /** Null: as many as the provider takes. */
  monthlyAllowance: number | null;
  /** How it stands with those who carry its texts. */
  verification: { state: Verification; words: string; blocks: string | null; by: string | null; at: string | null; campaign: string | null };
  pool: Named | null;
  /** Of its pace, what broadcasts leave to replies and single texts. */
  reservePercent: number;
  carrierClass: string | null;
  note: string | null;
  /** Unread for each one by herself; else viewing clears for everybody. */
  readEach: boolean;
  paused: Paused | null;
}

/** Who holds texts, since when and why; the account that is paused, where it is not the line itself. */
export interface Paused { since: string; by: string | null; reason: string | null; account?: string | null }

export interface TextingUser { userId: string; name: string; lineId: string; line: string; number: string; others: number; sharing: string[] }

export interface ProviderField {
  name: string;
  label: string;
  help: string;
  kind: 'text' | 'lines' | 'choice' | 'number' | 'yes_no';
  secret: boolean;
  optional: boolean;
  pattern: string | null;
  mistake: string | null;
  default: string | number | boolean | null;
  /** What a choice can be. */
  choices?: { value: string; label: string }[] | null;
  /** Which characters can stand in a name one signs in with. */
  username?: 'none' | 'letters_and_digits' | 'digits_only';
}

export interface ProviderAbilities { lookUp: string; listsReceived: boolean; listsNumbers: boolean; media: boolean; previews?: boolean; keepsLinks?: boolean }

export interface Provider { name: string; label: string; abilities: ProviderAbilities; fields: ProviderField[] }

export interface Connection extends Named {
  provider: string;
  label: string;
  settings: Record<string, string | number | boolean | null>;
  secretsSaved: string[];
  hookAddress: string;
  test: { ok: boolean; words: string; at: string } | null;
  state: { ok: boolean; words: string };
  lines: number;
  active?: boolean;
}

export interface ProviderNumber {
  providerId: string;
  number: string;
  name: string;
  canText: boolean;
  incomingAddress: string | null;
  pointsHere: boolean;
  lineId: string | null;
}

export interface BroughtIn { lineId: string; number: string; incomingSet: boolean; words: string }

// Reports

export interface ActivityRow {
  id?: string;
  at: string;
  direction: Direction;
  user: Named | null;
  person: Named | null;
  number: string;
  line: Named;
  status: Status;
  statusWords?: string;
  body: string;
}

/** Rules of sending for the whole organisation. */
export interface SendingRules { fallThrough: boolean; scheduleInWindow: boolean; callingHours: boolean; broadcastUndoSeconds: number; tellTexted: boolean }

// The audit log

/** Whom or what an entry is about, with today's name where there is one. */
export interface AuditNamed { id: string; name: string | null }

export interface AuditRow {
  id: string;
  at: string;
  actor: AuditNamed | null;
  action: string;
  subjectKind: string | null;
  subject: AuditNamed | null;
  detail: Record<string, unknown> | null;
  position: number | null;
  sealedAt: string | null;
  erasedAt: string | null;
}

export interface AuditState { position: number; sealedAt: string | null; checkedAt: string | null; faults: number | null; firstFault: string | null }

export interface AuditFault { position: number | null; entryId: string | null; words: string }

/** Whom to ask when something does not work. */
export interface SupportContact { name: string | null; email: string | null; phone: string | null; note: string | null }

/** What somebody signs in with at the text provider herself; of secrets only the names of those saved. */
export interface Credentials {
  choices: { connectionId: string; provider: string; name: string; needed: boolean; fields: ProviderField[] }[];
  whyNone: string | null;
  own: { connectionId: string; username: string; settings: Record<string, string | number | boolean | null>; secretsSaved: string[]; test: { ok: boolean; words: string; at: string } | null } | null;
}
