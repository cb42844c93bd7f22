/** Whom a text for many goes to. */
export type Audience = { title?: string } & ({ personIds: string[] } | { hotlistId: string } | { search: Record<string, unknown> } | { postingId: string; stage?: string });

/** Opens the Send window for many. */
export const openSend = (audience: Audience) => window.dispatchEvent(new CustomEvent('rosterline:send', { detail: audience }));
