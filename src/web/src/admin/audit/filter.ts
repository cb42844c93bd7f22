import type { AuditFilter } from './AuditFilters';

const names = ['q', 'actorId', 'action', 'from', 'to', 'texts'] as const;

export const readFilter = (asked: URLSearchParams) => Object.fromEntries(names.map((name) => [name, asked.get(name) ?? ''])) as unknown as AuditFilter;

export const writeFilter = (filter: AuditFilter) => new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));

/** What the server is asked for: from the first moment of the first day up to the first moment after the last, in the viewer's zone. */
export function queryOf({ q, actorId, action, from, to, texts }: AuditFilter) {
  return {
    q: q || undefined, actorId: actorId || undefined, action: action || undefined, texts: texts === 'true' || undefined,
    from: from ? new Date(`${from}T00:00`).toISOString() : undefined, to: to ? after(to) : undefined,
  };
}

function after(day: string) {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + 1);
  return moment.toISOString();
}
