/** What narrows a report; kept in the address. Days as the viewer's calendar has them. */
export interface ReportFilters { from: string; to: string; lineId: string; userId: string }

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

export const dayOf = (at: Date) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

/** The days before a day, counted by the calendar. */
export function daysBefore(day: string, days: number) {
  const [year, month, date] = day.split('-').map(Number);
  return dayOf(new Date(year!, month! - 1, date! - days));
}

export const readFilters = (asked: URLSearchParams, today: string): ReportFilters => ({
  from: isDay(asked.get('from')) ? asked.get('from')! : daysBefore(today, 6),
  to: isDay(asked.get('to')) ? asked.get('to')! : today,
  lineId: asked.get('lineId') ?? '',
  userId: asked.get('userId') ?? '',
});

export const writeFilters = (filters: ReportFilters) => new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));

/** What the server is asked for: from the first moment of the first day up to the first moment after the last, in the viewer's zone. */
export function queryOf({ from, to, lineId, userId }: ReportFilters) {
  return { from: startOf(from, 0), to: startOf(to, 1), lineId: lineId || undefined, userId: userId || undefined };
}

function startOf(day: string, later: number) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + later).toISOString();
}
