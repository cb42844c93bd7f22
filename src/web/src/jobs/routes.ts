import type { List, Named, PersonRow } from '../api/types';

/** A job people can apply for. */
export interface Posting {
  id: string;
  title: string;
  company: string | null;
  branch: Named;
  location: string | null;
  pay: string | null;
  description: string | null;
  isOpen: boolean;
  /** Where its application form is, below the address of the app. */
  applyPath: string;
  applicants: number;
  newApplicants: number;
  createdAt: string;
}

export interface PostingFields { title?: string; company?: string; branchId?: string; location?: string; pay?: string; description?: string; isOpen?: boolean }

export type Stage = 'applied' | 'screening' | 'interview' | 'offered' | 'hired' | 'declined';

/** Somebody who applied, with what is known about texting her. */
export interface Applicant {
  person: PersonRow;
  posting: { id: string; title: string };
  stage: Stage;
  stageAt: string;
  appliedAt: string;
  /** Without a yes, or a text of hers, there is no text icon. */
  mayText: boolean;
  consentWords: string | null;
  saidYesToTexts: boolean | null;
  note: string | null;
  applications: number;
}

/** What a client needs people for. */
export interface Order {
  id: string;
  title: string;
  company: string | null;
  branch: Named;
  location: string | null;
  /** As in 2026-11-23 and 07:00:00, where the work is. */
  startsOn: string;
  startsTime: string;
  timeZone: string;
  startsAt: string;
  shift: string | null;
  pay: string | null;
  openings: number;
  assigned: number;
  isOpen: boolean;
}

export interface OrderFields {
  title?: string;
  company?: string;
  branchId?: string;
  location?: string;
  startsOn?: string;
  startsTime?: string;
  timeZone?: string;
  shift?: string;
  pay?: string;
  openings?: number;
  isOpen?: boolean;
}

export type AssignmentStatus = 'planned' | 'confirmed' | 'started' | 'ended' | 'cancelled';

export interface Assigned { person: PersonRow; status: AssignmentStatus; startsOn: string; startsTime: string }

interface Page { q?: string; cursor?: string; limit?: number }

/** Routes of postings, applicants, orders and assignments. */
export interface JobsRoutes {
  'GET /postings': { query: Page & { open?: boolean }; answer: List<Posting> };
  'GET /postings/{id}': { answer: Posting };
  'POST /postings': { body: PostingFields; answer: Posting };
  'PATCH /postings/{id}': { body: PostingFields; answer: Posting };
  'GET /postings/{id}/applicants': { query: Page & { stage?: Stage }; answer: List<Applicant> };
  'POST /postings/{id}/applicants': { body: { personIds: string[] }; answer: { count: number } };
  'POST /postings/{id}/stage': { body: { personIds: string[]; stage: Stage }; answer: { count: number } };
  'GET /candidate-pool': { query: Page & { stage?: Stage }; answer: List<Applicant> };
  'GET /orders': { query: Page & { open?: boolean }; answer: List<Order> };
  'GET /orders/{id}': { answer: Order };
  'POST /orders': { body: OrderFields; answer: Order };
  'PATCH /orders/{id}': { body: OrderFields; answer: Order };
  'GET /orders/{id}/assignments': { answer: List<Assigned> };
  'POST /orders/{id}/assignments': { body: { personIds: string[]; startsOn?: string; startsTime?: string }; answer: { count: number } };
  'PATCH /orders/{id}/assignments/{personId}': { body: { status?: AssignmentStatus; startsOn?: string; startsTime?: string }; answer: void };
}
