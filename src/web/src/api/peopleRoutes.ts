import type { ImportFile, ImportPlan, ImportPreview, ImportProgress, OptOut, OptOutsBroughtIn, PersonFields, TakenBy } from './peopleTypes';
import type { CustomField, Audience, Hotlist, HotlistFields, HotlistMember, JournalEntry, Logged, MergePreview, Moved, PeopleGroups, PeopleSearchQuery, HistoryPage, SavedSearch } from './recordTypes';
import type { List, Person } from './types';

/** Routes of people, their import and who opted out. */
export interface PeopleRoutes {
  'POST /people': { body: PersonFields; answer: Person };
  'PATCH /people/{id}': { body: PersonFields; answer: Person };
  'POST /people/{id}/lock': { body: { reason: string }; answer: unknown };
  'POST /people/{id}/unlock': { answer: unknown };
  'POST /people/{id}/opt-out': { body: { how: TakenBy; words: string }; answer: unknown };
  'GET /companies': { query: { q?: string }; answer: { items: { id: string; name: string }[] } };

  'POST /people/import': { body: FormData; answer: ImportFile };
  'PUT /people/import/{id}': { body: ImportPlan; answer: ImportPreview };
  'POST /people/import/{id}/run': { answer: unknown };
  'GET /people/import/{id}': { answer: ImportProgress };
  'POST /people/import/{id}/cancel': { answer: unknown };

  'GET /opt-outs': { query: { cursor?: string; limit?: number }; answer: List<OptOut> };
  'POST /opt-outs/import': { body: FormData; answer: OptOutsBroughtIn };
  'POST /opt-outs': { body: { number: string; how: TakenBy; words: string }; answer: unknown };
  'GET /people/count': { query: PeopleSearchQuery & { upTo?: number }; answer: { count: number; more: boolean; about: number | null } };
  'GET /people/groups': { query: PeopleSearchQuery & { by?: string }; answer: PeopleGroups };
  'POST /people/{id}/delete': { body: { reason: string }; answer: void };
  'POST /people/{id}/clear-mark': { body: { number: string }; answer: Person };
  'GET /people/{id}/merge/{other}': { answer: MergePreview };
  'POST /people/{id}/merge': { body: { other: string; take: string[] }; answer: Person };
  'GET /people/{id}/history': { query: { cursor?: string; limit?: number }; answer: HistoryPage };
  'GET /people/{id}/journal': { query: { cursor?: string; limit?: number }; answer: List<JournalEntry> };
  'POST /people/notes': { body: Audience & { action: string; words?: string }; answer: Logged };
  'GET /action-codes': { answer: { items: string[] } };
  'PUT /action-codes': { body: { items: string[] }; answer: { items: string[] } };
  'GET /custom-fields': { answer: { items: CustomField[] } };
  'PUT /custom-fields': { body: { items: { key?: string; name: string; hidden?: boolean }[] }; answer: { items: CustomField[] } };
  'GET /hotlists': { answer: List<Hotlist> };
  'GET /hotlists/{id}': { answer: Hotlist };
  'POST /hotlists': { body: HotlistFields; answer: Hotlist };
  'PATCH /hotlists/{id}': { body: HotlistFields; answer: Hotlist };
  'DELETE /hotlists/{id}': { answer: void };
  'GET /hotlists/{id}/members': { query: { q?: string; sort?: string; cursor?: string; limit?: number }; answer: List<HotlistMember> };
  'POST /hotlists/{id}/members': { body: Audience; answer: Moved };
  'POST /hotlists/{id}/members/remove': { body: Audience; answer: Moved };
  'PUT /hotlists/{id}/members/{personId}/note': { body: { words: string }; answer: void };
  'GET /saved-searches': { answer: List<SavedSearch> };
  'POST /saved-searches': { body: { name: string; shared: boolean; search: PeopleSearchQuery }; answer: SavedSearch };
  'DELETE /saved-searches/{id}': { answer: void };
}
