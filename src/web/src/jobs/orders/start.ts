const day = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' });
const dayOfYear = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

/** "Mon, Nov 23, 7:00 AM", as the clock on the wall of the place shows it. */
export function startWords(startsOn: string, startsTime: string, now = new Date()) {
  const at = new Date(`${startsOn}T${startsTime.slice(0, 5)}:00Z`);
  const date = (startsOn.slice(0, 4) === String(now.getFullYear()) ? day : dayOfYear).format(at);
  return `${date}, ${clock.format(at).replaceAll('\u202f', ' ')}`;
}
