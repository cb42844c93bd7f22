import { Problem, readProblem } from './problem';
import type { Routes } from './routes';
import { apiWords } from './words';

type Route = keyof Routes;

/** The names in braces of a route's path. */
type PathNames<R extends string> = R extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;

type Query = Record<string, string | number | boolean | string[] | undefined>;

type Options<R extends Route> = { signal?: AbortSignal; headers?: Record<string, string>; keepalive?: boolean }
  & ([PathNames<R>] extends [never] ? unknown : { path: Record<PathNames<R>, string> })
  & (Routes[R] extends { query: infer Q } ? { query?: Q } : unknown)
  & (Routes[R] extends { body: infer B } ? { body: B } : unknown);

type Arguments<R extends Route> = object extends Options<R> ? [options?: Options<R>] : [options: Options<R>];

interface Loose {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  keepalive?: boolean;
  path?: Record<string, string>;
  query?: Query;
  body?: unknown;
}

/** Calls one route of the API; throws a `Problem` for every answer other than success. */
export async function call<R extends Route>(route: R, ...[options]: Arguments<R>): Promise<Routes[R]['answer']> {
  const { path, query, body, signal, headers, keepalive } = (options ?? {}) as Loose;
  const [method = 'GET', template = ''] = route.split(' ');
  const response = await reach(address(template, path, query), {
    method,
    signal,
    keepalive,
    credentials: 'same-origin',
    headers: { Accept: 'application/json', ...unsafe(method), ...typeOf(body), ...headers },
    body: body instanceof FormData || body instanceof Blob ? body : body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw announce(await readProblem(response));
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Routes[R]['answer'];
}

/** The address of a stored picture or file. */
export const mediaAddress = (id: string) => `/api/v1/media/${encodeURIComponent(id)}`;

/** The address of a route, its braces filled and its query written out. */
export function address(template: string, path: Record<string, string> = {}, query: Query = {}) {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) value.forEach((each) => asked.append(name, each));
    else if (value !== undefined && value !== '') asked.set(name, String(value));
  }
  const rest = asked.toString();
  return `/api/v1${filled}${rest === '' ? '' : `?${rest}`}`;
}

const unsafe = (method: string): Record<string, string> => (method === 'GET' ? {} : { 'X-Rosterline': '1' });

const typeOf = (body: unknown): Record<string, string> =>
  body === undefined || body instanceof FormData || body instanceof Blob ? {} : { 'Content-Type': 'application/json' };

async function reach(url: string, init: RequestInit) {
  try {
    return await fetch(url, init);
  } catch (thrown) {
    if (init.signal?.aborted) throw thrown;
    throw new Problem('offline', apiWords.offline, 0);
  }
}

const signedOut = new EventTarget();

/** Hears that the server no longer knows this sign-in; returns how to stop hearing. */
export function onSignedOut(hear: () => void) {
  signedOut.addEventListener('out', hear);
  return () => signedOut.removeEventListener('out', hear);
}

function announce(problem: Problem) {
  if (problem.isSignedOut) signedOut.dispatchEvent(new Event('out'));
  return problem;
}
