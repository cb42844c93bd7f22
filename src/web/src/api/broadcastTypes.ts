import type { PeopleSearchQuery } from './recordTypes';
import type { List, PhoneKind, Purpose } from './types';

/** Whom a text to many is for; exactly one of them. */
export interface AudienceChosen {
  personIds?: string[];
  hotlistId?: string;
  search?: PeopleSearchQuery;
  postingId?: string;
  stage?: string;
  orderId?: string;
}

/** A text to many as the Send window asks for it. */
export interface BroadcastRequest extends AudienceChosen {
  windowKey: string | null;
  title?: string | null;
  without?: string[];
  /** For some people the field whose number is texted. */
  fields?: Record<string, PhoneKind>;
  body: string;
  /** The same in other languages; who has none of them gets `body`. */
  variants?: Record<string, string>;
  mediaIds?: string[];
  purpose?: Purpose | null;
  lineId?: string | null;
  /** On each person's own clock, without a zone. */
  localTime?: string | null;
  otherTimes?: Record<string, string>;
  expiresAfterMinutes?: number | null;
  sendAgainOnPurpose?: boolean;
}

export interface Finding { code: string; words: string; fixed: string | null; blocks: boolean; at: number | null; length: number | null }

export interface PreviewPerson {
  id: string;
  name: string;
  number: string | null;
  typed: string;
  field: PhoneKind | null;
  state: 'now' | 'later' | 'not_texted';
  code: string | null;
  words: string | null;
  at: string | null;
  zone: string;
  lineId: string | null;
  segments: number;
  fallbacks: number;
  otherField: PhoneKind | null;
  also: string[];
}

export interface Preview {
  now: number;
  later: number;
  notTexted: number;
  gone: number;
  segments: number;
  mostSegments: number;
  withFallbacks: number;
  otherLanguage: number;
  seconds: number;
  inBatches: boolean;
  longest: string | null;
  mostFallbacks: string | null;
  purpose: Purpose;
  schedule: boolean;
  notTextedBy: { code: string; words: string; people: number }[];
  laterAt: { place: string; at: string; people: number }[];
  lines: { id: string; name: string; number: string; people: number }[];
  findings: Finding[];
  people: PreviewPerson[];
}

export type BroadcastState = 'draft' | 'starting' | 'running' | 'paused' | 'done' | 'cancelled';

export interface BroadcastCounts {
  total: number; waiting: number; sent: number; delivered: number; notDelivered: number; notTexted: number; cancelled: number; missed: number; replied: number;
}

export interface Broadcast {
  id: string;
  title: string;
  state: BroadcastState;
  purpose: Purpose;
  body: string;
  authorId: string;
  author: string;
  createdAt: string;
  startsAt: string;
  finishedAt: string | null;
  stopped: { by: string | null; at: string; reason: string | null } | null;
  counts: BroadcastCounts;
  nextAt: string | null;
  fromSchedule: boolean;
}

export type AnswerKind = 'yes' | 'no' | 'question' | 'other';
export type RecipientTab = 'all' | 'replied' | 'no_reply' | 'not_delivered' | 'not_texted' | 'waiting';

export interface RecipientRow {
  position: number;
  personId: string;
  name: string;
  number: string | null;
  field: PhoneKind | null;
  state: 'waiting' | 'written' | 'not_texted' | 'cancelled' | 'missed';
  statusWords: string;
  code: string | null;
  dueAt: string | null;
  messageId: string | null;
  conversationId: string | null;
  answer: { body: string; at: string; kind: AnswerKind } | null;
  also: number;
}

export interface Merged { personId: string; text: string; segments: number; fallbacks: number; missing: string[] }

export interface ScheduledItem {
  kind: 'text' | 'broadcast' | 'repeat';
  id: string;
  title: string;
  body: string;
  at: string | null;
  zone: string | null;
  people: number | null;
  conversationId: string | null;
  personId: string | null;
  author: string;
  held: boolean;
  missed: boolean;
  words: string | null;
}

export type RepeatPeriod = 'once' | 'daily' | 'weekly' | 'monthly' | 'yearly';

export interface ScheduleAudience extends AudienceChosen { startingInDays?: number }

export interface ScheduleRequest {
  name: string;
  repeat: RepeatPeriod;
  time: string;
  days?: string | null;
  day?: number | null;
  on?: string | null;
  audience: ScheduleAudience;
  purpose: Purpose;
  body: string;
  lineId?: string | null;
  active?: boolean;
}

export interface Schedule extends Omit<ScheduleRequest, 'on'> {
  id: string;
  words: string;
  timeZone: string;
  active: boolean;
  nextAt: string | null;
  author: string;
  lastBroadcastId: string | null;
}

/** Who would get a repeated text the next time. */
export interface SchedulePreview { at: string; words: string; texted: number; held: PreviewPerson[]; notTexted: PreviewPerson[] }

export interface StoppedAnswer { words: string; sent: number; waiting: number }

/** Routes of broadcasts, scheduled texts and schedules. */
export interface BroadcastRoutes {
  'POST /broadcasts/preview': { body: BroadcastRequest; answer: Preview };
  'POST /broadcasts': { body: BroadcastRequest; answer: Broadcast };
  'GET /broadcasts': { query: { running?: boolean; cursor?: string; limit?: number }; answer: List<Broadcast> };
  'GET /broadcasts/{id}': { answer: Broadcast };
  'PATCH /broadcasts/{id}': { body: { body?: string; localTime?: string }; answer: { people: number } };
  'GET /broadcasts/{id}/recipients': { query: { tab?: RecipientTab; answer?: AnswerKind; cursor?: string; limit?: number }; answer: List<RecipientRow> };
  'GET /broadcasts/{id}/recipients/{position}/why': { answer: { name: string; first: string | null; checks: { name: string; state: 'ok' | 'failed' | 'not_checked'; words: string }[] } };
  'POST /broadcasts/{id}/pause': { body: { reason: string | null }; answer: StoppedAnswer };
  'POST /broadcasts/{id}/resume': { answer: StoppedAnswer };
  'POST /broadcasts/{id}/cancel': { answer: StoppedAnswer };
  'POST /broadcasts/{id}/retry': { answer: { id: string } };
  'POST /broadcasts/{id}/stop-and-tell': { body: { body: string; windowKey: string }; answer: { id: string } };
  'POST /broadcasts/{id}/missed': { body: { send: boolean }; answer: { people: number } };
  'PUT /broadcasts/drafts/{window}': { body: BroadcastRequest; answer: { id: string } | undefined };
  'GET /broadcasts/{id}/draft': { answer: BroadcastRequest };
  'DELETE /broadcasts/{id}/draft': { answer: void };
  'POST /texts/merge': { body: { body: string; personIds: string[]; postingId?: string; orderId?: string }; answer: { items: Merged[] } };
  'GET /scheduled': { answer: { items: ScheduledItem[] } };
  'PATCH /messages/{id}': { body: { body?: string; sendAt?: string; now?: boolean }; answer: void };
  'GET /schedules': { answer: List<Schedule> };
  'POST /schedules': { body: ScheduleRequest; answer: { id: string } };
  'POST /schedules/preview': { body: ScheduleRequest; answer: SchedulePreview };
  'PUT /schedules/{id}': { body: ScheduleRequest; answer: { id: string } };
  'DELETE /schedules/{id}': { answer: void };
}
