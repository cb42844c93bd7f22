import { sessionWords } from './words';

/** Why a one-time link led to the sign-in page instead of in; null when none did. */
export const linkFault = (search: string): string | null => {
  const why = new URLSearchParams(search).get('link');
  return why === null ? null : (sessionWords.links[why] ?? sessionWords.links.unknown!);
};

/** Why single sign-on led back to the sign-in page; null when it did not. */
export const signOnFault = (search: string): string | null => {
  const why = new URLSearchParams(search).get('sso');
  return why === null ? null : (sessionWords.signOn[why] ?? sessionWords.signOn.sso_refused!);
};
