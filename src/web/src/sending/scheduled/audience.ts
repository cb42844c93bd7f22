import type { ScheduleAudience } from '../../api/broadcastTypes';

/** An audience as the value of a choice, and back. */
export const valueOf = (audience: ScheduleAudience) =>
  audience.startingInDays !== undefined && audience.startingInDays !== null ? `starting ${audience.startingInDays}` : audience.hotlistId ? `hotlist ${audience.hotlistId}` : JSON.stringify(audience);

export function audienceOf(value: string): ScheduleAudience {
  if (value.startsWith('starting ')) return { startingInDays: Number(value.slice(9)) };
  return value.startsWith('hotlist ') ? { hotlistId: value.slice(8) } : (JSON.parse(value) as ScheduleAudience);
}
