const minute = 60_000, hour = 60 * minute, day = 24 * hour;

const clock = (zone?: string) => new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: zone });
const dated = (options: Intl.DateTimeFormatOptions, zone?: string) => new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone });

/** "7:37 PM" in the given zone, else the viewer's. */
export const timeOfDay = (at: Date, zone?: string) => clock(zone).format(at).replaceAll('\u202f', ' ');

/** For lists: "7:37 PM" today, "Yesterday", "Tue" within the week, "Mar 4" within the year, "Mar 4, 2025" before. */
export function shortTime(at: Date, now: Date, zone?: string) {
  const days = daysBetween(at, now, zone);
  if (days === 0) return timeOfDay(at, zone);
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return dated({ weekday: 'short' }, zone).format(at);
  return dated({ month: 'short', day: 'numeric', ...otherYear(at, now, zone) }, zone).format(at);
}

/** For the lines between days: "Today", "Yesterday", "Tuesday, Mar 4". */
export function dayWords(at: Date, now: Date, zone?: string) {
  const days = daysBetween(at, now, zone);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return dated({ weekday: 'long', month: 'short', day: 'numeric', ...otherYear(at, now, zone) }, zone).format(at);
}

/** "today 8:00 AM", "tomorrow 8:00 AM", "Tue 8:00 AM" or "Mar 4, 8:00 AM": a moment to come or just past. */
export function momentWords(at: Date, now: Date, zone?: string) {
  const days = daysBetween(at, now, zone);
  const time = timeOfDay(at, zone);
  if (days === 0) return `today ${time}`;
  if (days === -1) return `tomorrow ${time}`;
  if (days < 0 && days > -7) return `${dated({ weekday: 'short' }, zone).format(at)} ${time}`;
  return `${dated({ month: 'short', day: 'numeric', ...otherYear(at, now, zone) }, zone).format(at)}, ${time}`;
}

/** "Mar 4" or "Mar 4, 2025". */
export const dateWords = (at: Date, now: Date, zone?: string) =>
  dated({ month: 'short', day: 'numeric', ...otherYear(at, now, zone) }, zone).format(at);

/** Everything about a moment, for hovering: "Saturday, November 21, 2026 at 7:37:04 PM CST". */
export const fullTime = (at: Date, zone?: string) => dated({ dateStyle: 'full', timeStyle: 'long' }, zone).format(at).replaceAll('\u202f', ' ');

/** How long something lasts or has lasted: "now", "12 min", "3 h", "2 days". */
export function lengthWords(ms: number) {
  if (ms < minute) return 'now';
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  const days = Math.floor(ms / day);
  return days === 1 ? '1 day' : `${days} days`;
}

/** "3 seconds ago", "40 minutes ago", "2 hours ago", "5 days ago". */
export function agoWords(ms: number) {
  if (ms < 2_000) return 'just now';
  if (ms < minute) return `${Math.floor(ms / 1_000)} seconds ago`;
  const [count, unit] = ms < hour ? [ms / minute, 'minute'] : ms < day ? [ms / hour, 'hour'] : [ms / day, 'day'];
  return Math.floor(count as number) === 1 ? `1 ${unit} ago` : `${Math.floor(count as number)} ${unit}s ago`;
}

/** Calendar days from one moment to another, as the zone counts them. */
export const daysBetween = (at: Date, now: Date, zone?: string) => dayNumber(now, zone) - dayNumber(at, zone);

export const isSameDay = (a: Date, b: Date, zone?: string) => daysBetween(a, b, zone) === 0;

function dayNumber(at: Date, zone?: string) {
  const [year, month, date] = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone })
    .format(at).split('-').map(Number);
  return Date.UTC(year!, month! - 1, date!) / day;
}

const yearOf = (at: Date, zone?: string) => dated({ year: 'numeric' }, zone).format(at);

const otherYear = (at: Date, now: Date, zone?: string): Intl.DateTimeFormatOptions =>
  (yearOf(at, zone) === yearOf(now, zone) ? {} : { year: 'numeric' });
