import type { ImportFile, ImportPlan, ImportPreview, ImportProgress, OptOut, OptOutsBroughtIn, PersonFields, TakenBy } from './peopleTypes';
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
}
