/** What the server sends and takes, as described by API v1. Times are ISO-8601 UTC, numbers E.164. */

export interface Named { id: string; name: string }

export interface List<T> { items: T[]; next: string | null }

// Session

export interface Pause { by: string | null; since: string; reason: string | null; restored?: { takenAt: string; unclear: number } | null }

export interface Organisation {
  id: string;
  name: string;
  isDemo: boolean;
  testMode: boolean;
  timeZone: string;
  paused: Pause | null;
}

export interface LineSummary { id: string; name: string; number: string; isDefault: boolean }

export interface Session {
  user: { id: string; name: string; email: string | null; hasPassword?: boolean };
  /** Name of the security group that decides where she lands. */
  group: string;
  organisation: Organisation;
  account: { id: string; path: string[] };
  organisations: { id: string; name: string; isDemo: boolean }[];
  lines: LineSummary[];
  permissions: string[];
  /** The organisation asks for a second step that is not set up; nothing else opens. */
  twoStepMissing?: boolean;
  lookAs?: { userId: string; name: string; group: string }[] | null;
}

// Conversations

export type Attention = 'needs_reply' | 'waiting' | 'done';
export type Whose = 'mine' | 'unassigned' | 'team';
export type Direction = 'in' | 'out';
export type Purpose = 'application' | 'job_offer' | 'assignment' | 'client';
export type Origin = 'person' | 'api' | 'automatic' | 'broadcast' | 'brought';

export type Status =
  | 'received' | 'scheduled' | 'held' | 'queued' | 'sending' | 'sent' | 'delivered'
  | 'undelivered' | 'failed' | 'unknown' | 'cancelled' | 'refused';

export type NextStep =
  | 'try_again' | 'other_number' | 'call' | 'email' | 'mark_not_textable' | 'edit_and_send' | 'tell_administrator';

export interface PersonOfRow extends Named {
  isCandidate: boolean;
  isEmployee: boolean;
  isContact: boolean;
}

export interface ConversationRow {
  id: string;
  line: { id: string; name: string; number: string };
  number: string;
  person: PersonOfRow | null;
  otherPeople: number;
  title: string;
  lastAt: string;
  preview: string;
  previewDirection: Direction;
  previewAuthor: Named | null;
  unread: number;
  attention: Attention;
  attentionAt: string | null;
  assignee: Named | null;
  problem: boolean;
  version: number;
}

export interface ComposerState {
  state: 'free' | 'warning' | 'held' | 'closed';
  code: string | null;
  words: string | null;
  until: string | null;
}

export interface Consent { state: string; words: string; since: string | null }

/** A conversation opened, as the server answers it. */
export interface OpenedConversation {
  conversation: ConversationRow;
  composer: ComposerState;
  consent: Consent | null;
  /** Everybody on record with this number. */
  people: PersonOfRow[];
  draft: string | null;
  /** Texts that wait for their time: scheduled and held. */
  later: Message[];
}

/** A conversation opened, its row and the rest in one. */
export type ConversationDetail = ConversationRow & Omit<OpenedConversation, 'conversation'>;

export interface Media { id: string; contentType: string; name: string | null; bytes: number | null; state?: 'stored' | 'to_fetch' | 'lost' | null }

export interface Message {
  id: string;
  /** Null until the text may go: scheduled and held texts have no place in the order yet. */
  seq: number | null;
  conversationId?: string;
  direction: Direction;
  status: Status;
  statusWords: string;
  problemWords: string | null;
  nextSteps: NextStep[];
  body: string;
  purpose: Purpose;
  origin: Origin;
  author: Named | null;
  createdAt: string;
  dueAt: string | null;
  sentAt: string | null;
  deliveredAt: string | null;
  segments: number;
  media: Media[];
}

/** Something that happened between the texts of a thread, in a sentence. */
export interface ThreadEvent {
  id: string;
  kind: 'opt_out' | 'opt_in' | 'wrong_number' | 'lock' | 'unlock' | 'assigned' | 'unassigned';
  at: string;
  by: Named | null;
  words: string;
}

export interface MessagePage { items: Message[]; more: boolean }

export interface NewMessage { body: string; purpose?: Purpose; mediaIds?: string[]; seenSeq: number; sendAgainOnPurpose?: boolean }

export interface Check {
  name: string;
  state: 'ok' | 'failed' | 'not_checked';
  words: string;
  source?: string | null;
  date?: string | null;
}

export interface Why { title: string; first: string | null; checks: Check[] }

export type Decision = 'received' | 'send_again' | 'ask';

export interface ToDecide {
  kind: string;
  id: string;
  conversationId: string | null;
  words: string;
  body: string | null;
  at: string;
}

// People

export type PhoneKind = 'sms' | 'cell' | 'phone' | 'office' | 'home';

export interface PersonNumber {
  kind: PhoneKind;
  raw?: string;
  number: string | null;
  display: string;
  extension?: string | null;
  problem: string | null;
  problemWords: string | null;
  chosen?: boolean;
  /** What a carrier said about it for good. */
  carrierMark?: string | null;
  /** The good number that stands under a lower kind. */
  alternative?: { kind: PhoneKind; number: string; display: string } | null;
}

/** What stands in place of the text icon. */
export interface TextState {
  state: 'free' | 'texted' | 'opted_out' | 'locked' | 'problem' | 'no_number';
  words: string;
  /** When they were last texted, opted out or locked. */
  at?: string | null;
}

export interface PersonRow extends Named {
  firstName: string | null;
  lastName: string | null;
  isCandidate: boolean;
  isEmployee: boolean;
  isContact: boolean;
  company: string | null;
  title: string | null;
  branch: string | null;
  number: PersonNumber | null;
  email: string | null;
  isActive: boolean;
  locked: { reason: string; at: string } | null;
  textState: TextState;
  externalId?: string | null;
  rep?: string | null;
  department?: string | null;
  /** The agency's own word. */
  status?: string | null;
  zip?: string | null;
  city?: string | null;
  state?: string | null;
  companyId?: string | null;
  customerId?: string | null;
  isAssigned?: boolean;
  hasResume?: boolean;
  cellPhone?: string | null;
  officePhone?: string | null;
  /** Fields of the agency's own, by key. */
  custom?: Record<string, string> | null;
  /** What happened last: "Text", or the action of a logged note. */
  lastMessage?: { action: string; at: string } | null;
}

/** A conversation as the record of its person names it. */
export type PersonThread = Pick<ConversationRow, 'id' | 'line' | 'number' | 'lastAt' | 'preview' | 'previewDirection' | 'unread'>;

/** The newest thing a number said or was told about texts. */
export interface ConsentFact {
  state: 'opt_in' | 'opt_out' | 'inquiry';
  level?: string | null;
  since: string | null;
  source?: string | null;
  words: string | null;
}

export interface Person extends PersonRow {
  numbers: PersonNumber[];
  externalId: string | null;
  language: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  timeZone: string | null;
  notes: string | null;
  conversations: PersonThread[];
  consent: ConsentFact | null;
  /** Conversations of this person on lines the viewer is not assigned to. */
  otherConversations?: number;
  /** Texts in them. */
  otherTexts?: number;
  /** Texts with this person on any line. */
  texts?: number;
  branchId?: string;
  repId?: string | null;
  /** Null without the permission to see it. */
  ssnLastFour?: string | null;
  /** Others with one of these numbers. */
  sameNumber?: { id: string; name: string; number: string }[];
}

/** A text that holds the words looked for; they stand between << and >> in the snippet. */
export interface FoundText { messageId: string; conversationId: string; seq: number | null; title: string; snippet: string; at: string }

// Phones

export interface PhoneRow {
  number: string;
  name: string | null;
  personId: string | null;
  conversationId: string | null;
  unread: number;
  last: { body: string; at: string } | null;
}

export interface PhoneMessage {
  id: string;
  fromPhone: boolean;
  other: string;
  lineName: string | null;
  body: string;
  /** Addresses of pictures and files. */
  media: string[];
  at: string;
}

export interface Phone { number: string; name: string | null; conversationId: string | null; messages: PhoneMessage[] }

export type FaultMode =
  | 'none' | 'slow' | 'refuse' | 'fail_delivery' | 'accept_then_silent' | 'duplicate' | 'out_of_order' | 'throttle' | 'delay';

export interface Faults { mode: FaultMode; delayMs: number }

// Users and accounts

export interface User { id: string; name: string; email: string | null; role: string; isActive?: boolean }
