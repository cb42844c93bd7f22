import type {
  Account, AccountKind, ActivityRow, ApiKey, AuditFault, AuditRow, AuditState, BroughtIn, Connection, Credentials, HealthCheck, InvitedRow, Line, NewKey, OrganisationSettings,
  Provider, ProviderNumber, Scope, SendingRules, SupportContact, TextingUser,
} from './adminTypes';
import type { SignInAdminRoutes } from '../admin/signIn/routes';
import type { List } from './types';

/** Routes of administration, lines and providers, reports and one's own settings. */
export interface AdminRoutes extends SignInAdminRoutes {
  'POST /users': { body: { name: string; email: string; group: string; accountId: string | null }; answer: { id: string; link: string | null } };
  'POST /users/many': { body: { pasted: string; preview: boolean }; answer: { items: InvitedRow[] } };
  'DELETE /users/{id}': { answer: void };
  'DELETE /users/{id}/two-step': { answer: void };
  'POST /users/{id}/hand-over': {
    body: { to: string; stays: boolean; preview: boolean };
    answer: { numbers: number; conversations: number; scheduled: number; broadcasts: number; repeated: number; templates: number; hotlists: number; searches: number };
  };
  'POST /users/{id}/link': { answer: { address: string } };
  'PUT /session/password': { body: { present: string | null; new: string }; answer: void };

  'GET /accounts': { answer: List<Account> };
  'PATCH /accounts/{id}': { body: { name?: string; timeZone?: string; texting?: 'as_above' | 'off' }; answer: Account };
  'DELETE /accounts/{id}': { answer: void };
  'POST /accounts': { body: { name: string; kind: AccountKind; parentId: string | null; timeZone?: string | null }; answer: Account };

  'GET /api-keys': { answer: List<ApiKey> };
  'POST /api-keys': { body: { name: string; scopes: Scope[]; expiresAt: string | null; accountId: string | null }; answer: NewKey };
  'POST /api-keys/{id}/rotate': { body: { overlapHours: number }; answer: NewKey };
  'DELETE /api-keys/{id}': { answer: void };

  'GET /organisation': { answer: OrganisationSettings };
  'PUT /organisation': { body: { name: string; timeZone: string; phone: string | null; replyMinutes: number }; answer: OrganisationSettings };
  'GET /organisation/sending-rules': { answer: SendingRules };
  'PUT /organisation/sending-rules': { body: SendingRules; answer: SendingRules };
  'GET /organisation/go-live': { answer: { items: HealthCheck[] } };
  'GET /organisation/test-numbers': { answer: { numbers: string[] } };
  'PUT /organisation/test-numbers': { body: { numbers: string[] }; answer: { numbers: string[] } };
  'GET /health-report': { answer: { checks: HealthCheck[]; checkedAt: string } };

  'GET /lines': { answer: List<Line> };
  'POST /lines': { body: { connectionId: string; number: string; name?: string }; answer: Line };
  'POST /lines/simulated': { body: { name?: string; areaCode?: number }; answer: Line };
  'PATCH /lines/{id}': { body: { name?: string; active?: boolean; perSecond?: number; monthlyAllowance?: number; note?: string; readEach?: boolean; reservePercent?: number; carrierClass?: string }; answer: Line };
  'PUT /lines/{id}/default': { answer: void };
  'PUT /lines/{id}/users': { body: { userIds: string[]; defaultFor?: string[] }; answer: unknown };

  'POST /lines/{id}/pause': { body: { reason: string }; answer: void };
  'POST /lines/{id}/resume': { answer: void };
  'POST /accounts/{id}/pause': { body: { reason: string }; answer: void };
  'POST /accounts/{id}/resume': { answer: void };
  'GET /texting/users': { answer: List<TextingUser> };
  'PUT /texting/users/{id}': { body: { number: string; share: boolean }; answer: { lineId: string } };
  'DELETE /texting/users/{id}': { answer: void };
  'GET /texting/numbers/sellers': { answer: { items: { connectionId: string; name: string; provider: string }[] } };
  'GET /texting/numbers/for-sale': { query: { connectionId?: string; areaCode?: number }; answer: { items: { number: string; place: string | null; price: string | null }[] } };
  'POST /texting/numbers': { body: { connectionId?: string; number?: string | null; areaCode?: number; userId?: string | null }; answer: { lineId: string; number: string; words: string } };
  'GET /texting/seats': { answer: { perLine: number } };
  'PUT /texting/seats': { body: { perLine: number }; answer: { perLine: number } };

  'GET /providers': { answer: Provider[] };
  'POST /providers/{name}/preview': { path: { name: string }; body: Record<string, string>; answer: { request: string } };
  'GET /connections': { answer: List<Connection> };
  'POST /connections': { body: { provider: string; name: string; settings: Record<string, string> }; answer: Connection };
  'PATCH /connections/{id}': { body: { name?: string; active?: boolean; settings?: Record<string, string | null>; perSecond?: number }; answer: Connection };
  'POST /connections/{id}/test': { answer: { ok: boolean; words: string } };
  'POST /connections/{id}/address': { answer: { address: string; pointed: number; byHand: number } };
  'GET /connections/{id}/numbers': { answer: List<ProviderNumber> };
  'POST /connections/{id}/numbers': { body: { providerIds: string[] }; answer: List<BroughtIn> };

  'GET /reports/sms-activity': {
    query: { from?: string; to?: string; lineId?: string; userId?: string; cursor?: string; limit?: number };
    answer: List<ActivityRow>;
  };

  'GET /audit': {
    query: { q?: string; actorId?: string; subjectId?: string; action?: string; from?: string; to?: string; texts?: boolean; cursor?: string; limit?: number };
    answer: List<AuditRow>;
  };
  'GET /audit/state': { answer: AuditState };
  'POST /audit/check': { answer: { words: string; faults: AuditFault[] } };
  'GET /support': { answer: SupportContact };
  'PUT /support': { body: { name: string; email: string; phone: string; note: string }; answer: SupportContact };
  'GET /support/messages/{id}': { answer: { text: string } };
  'GET /support/broadcasts/{id}': { answer: { text: string } };
  'GET /support/connections/{id}': { answer: { text: string } };
  'GET /users/{id}/credentials': { answer: Credentials };
  'PUT /users/{id}/credentials': { body: { connectionId: string; settings: Record<string, string> }; answer: Credentials };
  'DELETE /users/{id}/credentials': { answer: void };
  'POST /users/{id}/credentials/test': { answer: { ok: boolean; words: string } };
  'GET /session/credentials': { answer: Credentials };
  'PUT /session/credentials': { body: { connectionId: string; settings: Record<string, string> }; answer: Credentials };
  'DELETE /session/credentials': { answer: void };
  'POST /session/credentials/test': { answer: { ok: boolean; words: string } };
  'POST /exports': { body: { list: string; rows: number }; answer: void };
}
