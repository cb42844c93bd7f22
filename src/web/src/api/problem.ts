import { apiWords } from './words';

/** An answer other than success, in words that may be shown to a person. */
export class Problem extends Error {
  constructor(
    /** Stable name to decide by, such as `new_message_meanwhile`. */
    readonly code: string,
    /** What to show. */
    readonly words: string,
    /** The HTTP status, or 0 when the server could not be reached. */
    readonly status: number,
    /** Page of this app where it can be done instead. */
    readonly link: string | null = null,
  ) {
    super(words);
  }

  get isOffline() { return this.status === 0; }
  get isSignedOut() { return this.status === 401; }
}

/** Turns any failed answer into a problem, also when a proxy in between answered without problem details. */
export async function readProblem(response: Response): Promise<Problem> {
  const details: unknown = await response.json().catch(() => null);
  const { code, detail, title, link } = (details ?? {}) as { code?: unknown; detail?: unknown; title?: unknown; link?: unknown };
  const words = [detail, title].find((text): text is string => typeof text === 'string' && text !== '');
  return new Problem(
    typeof code === 'string' ? code : codeOf(response.status),
    words ?? wordsOf(response.status),
    response.status,
    typeof link === 'string' && link.startsWith('/') ? link : null,
  );
}

/** The words of anything thrown, for a place that shows one sentence. */
export const wordsOfProblem = (thrown: unknown) => (thrown instanceof Problem ? thrown.words : apiWords.unexpected);

export const hasCode = (thrown: unknown, code: string) => thrown instanceof Problem && thrown.code === code;

function codeOf(status: number) {
  if (status === 401) return 'signed_out';
  if (status === 404 || status === 403) return 'not_found';
  if (status === 429) return 'too_many';
  return status >= 500 ? 'server' : 'refused';
}

function wordsOf(status: number) {
  if (status === 401) return apiWords.signedOut;
  if (status === 404 || status === 403) return apiWords.notFound;
  if (status === 429) return apiWords.tooMany;
  return status >= 500 ? apiWords.server : apiWords.unexpected;
}
