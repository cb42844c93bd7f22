import type { AdminRoutes } from './adminRoutes';
import type { GroupRoutes } from '../admin/groups/routes';
import type { SetUpRoutes } from '../admin/setup/routes';
import type { MovingRoutes } from '../moving/routes';
import type { AgencyUser } from './adminTypes';
import type { BroadcastRoutes } from './broadcastTypes';
import type { Kind } from './peopleTypes';
import type { JobsRoutes } from '../jobs/routes';
import type { TemplateRoutes } from '../sending/templates/routes';
import type { SignInRoutes } from '../session/routes';
import type { PeopleRoutes } from './peopleRoutes';
import type { LineRoutes } from '../lines/routes';
import type { LookUpRoutes } from '../people/lookUp/routes';
import type { PeopleSearchQuery } from './recordTypes';
import type { Attention, ConversationRow, Decision, FoundText, List, Media, Message, MessagePage, NewMessage, OpenedConversation, Person, PersonRow, Session, ToDecide, Whose, Why, ThreadEvent } from './types';
import type { Faults, Phone, PhoneRow } from './phoneTypes';

interface Page { cursor?: string; limit?: number }

/** Every route of API v1 the web app calls: its query, its body and its answer. */
export interface Routes extends PeopleRoutes, AdminRoutes, GroupRoutes, SetUpRoutes, MovingRoutes, BroadcastRoutes, TemplateRoutes, JobsRoutes, SignInRoutes, LineRoutes, LookUpRoutes {
  'GET /session': { answer: Session };
  'POST /session': { body: { email: string; password: string }; answer: { next: 'code' } | undefined };
  'DELETE /session': { answer: void };
  'POST /session/look-as': { body: { userId: string }; answer: Session };
  'POST /session/organisation': { body: { organisationId: string }; answer: Session };
  'POST /organisations': { body: { name: string; timeZone: string }; answer: { id: string } };
  'DELETE /organisations/{id}': { answer: void };
  'POST /organisation/pause': { body: { reason: string }; answer: void };
  'POST /organisation/resume': { answer: void };
  'POST /organisation/go-live': { answer: void };
  'GET /users': { query: Page; answer: List<AgencyUser> };

  'GET /conversations': {
    query: Page & { view?: Whose; state?: Attention | 'all'; lineId?: string; personId?: string; kind?: Kind };
    answer: List<ConversationRow>;
  };
  'GET /conversations/counts': { answer: { needsReply: number; unread: number } };
  'POST /conversations': { body: { personId?: string; number?: string; lineId?: string }; answer: OpenedConversation };
  'GET /conversations/{id}': { answer: OpenedConversation };
  'GET /conversations/{id}/messages': {
    query: { before?: number; after?: number; limit?: number };
    answer: MessagePage;
  };
  'GET /conversations/{id}/events': { answer: { items: ThreadEvent[] } };
  'POST /conversations/{id}/messages': { body: NewMessage; answer: Message };
  'POST /conversations/{id}/viewed': { body: { seq: number }; answer: void };
  'POST /conversations/{id}/answering': { answer: void };
  'GET /conversations/{id}/colleagues': { answer: { items: { id: string; name: string }[] } };
  'PUT /conversations/{id}/attention': { body: { state: Attention }; answer: void };
  'PUT /conversations/{id}/assignee': { body: { userId: string | null }; answer: void };
  'PUT /conversations/{id}/draft': { body: { body: string }; answer: void };
  'GET /messages/{id}/why': { answer: Why };
  'POST /messages/{id}/retry': { answer: Message };
  'POST /messages/{id}/cancel': { answer: void };
  'POST /messages/{id}/decide': { body: { answer: Decision }; answer: { words?: string } };
  'GET /to-decide': { answer: { items: ToDecide[] } };
  'POST /media': { body: FormData; answer: Media };

  'GET /people': {
    query: Page & Omit<PeopleSearchQuery, 'except'>;
    answer: List<PersonRow>;
  };
  'GET /people/{id}': { answer: Person };
  'GET /search/messages': { query: { q: string; before?: string }; answer: { messages: FoundText[]; next: string | null } };

  'GET /phones': { query: { q?: string }; answer: { items: PhoneRow[] } };
  'GET /phones/{number}': { answer: Phone };
  'POST /phones/{number}/messages': { body: { to: string; body: string; mediaUrl?: string }; answer: void };
  'GET /phones/faults': { answer: Faults };
  'PUT /phones/faults': { body: Faults; answer: void };
}
