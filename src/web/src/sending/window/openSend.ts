import type { PeopleSearchQuery } from '../../api/recordTypes';

/** Whom the Send window texts. */
export type Audience = ({ personIds: string[] } | { hotlistId: string } | { search: PeopleSearchQuery } | { postingId: string; stage?: string }) & { title?: string };

/** Opens the Send window for two or more. */
export const openSend = (audience: Audience) => window.dispatchEvent(new CustomEvent('rosterline:send', { detail: audience }));
