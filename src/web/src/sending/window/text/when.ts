const two = (n: number) => String(n).padStart(2, '0');

/** "2026-11-22T20:00", as fields for time take it. */
export const inputOf = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

/** What is proposed: eight in the evening, today while that is to come. */
export function tomorrowEvening(now: Date) {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 20);
  if (at <= now) at.setDate(at.getDate() + 1);
  return inputOf(at);
}

/** Half an hour before the last hour in which everybody may be texted, on the same day. */
export function earlierOn(local: string) {
  const hour = Number(local.slice(11, 13));
  return `${local.slice(0, 11)}${hour < 8 ? '08:00' : '19:30'}:00`;
}

/** "Sun, Nov 22, 8:00 PM" of a time without a zone. */
export function dayAndTime(local: string) {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }).replaceAll('\u202f', ' ');
}
