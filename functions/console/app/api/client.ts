import type { ProblemBody } from '#shared/contracts/api/problem.ts';
import type { Address, Answer, Asked } from './operations.ts';
import { ProblemError, UnreachableError } from './problem.ts';
import { bearer, renew } from './session.ts';

type Options = {
  signal?: AbortSignal | undefined;
  /** The revision that was read, where the operation wants `If-Match`; `new`: there is none yet. */
  revision?: number | 'new' | undefined;
  /** Makes a POST that takes one safe to repeat. */
  idempotencyKey?: string | undefined;
  /** The body is CSV, sent as it is. */
  csv?: string | undefined;
};

/** Longest body of a request that outlives the page, in characters: browsers take 64 KB of all such together. */
const MOST_KEPT_ALIVE = 10_000;

type Loose = {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
};

function addressOf(address: Address, { params = {}, query = {} }: Loose): { method: string; path: string } {
  const [method = '', template = ''] = address.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return { method, path: search.size === 0 ? path : `${path}?${search}` };
}

async function send(address: Address, asked: Loose, options: Options): Promise<Response> {
  const { method, path } = addressOf(address, asked);
  const body = options.csv ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  const request: RequestInit = {
    method,
    headers: {
      authorization: `Bearer ${await bearer()}`,
      ...(body !== undefined && {
        'content-type': options.csv === undefined ? 'application/json' : 'text/csv',
      }),
      ...(typeof options.revision === 'number' && { 'if-match': `"${options.revision}"` }),
      ...(options.revision === 'new' && { 'if-none-match': '*' }),
      ...(options.idempotencyKey !== undefined && { 'idempotency-key': options.idempotencyKey }),
    },
    ...(body !== undefined && { body }),
    // What was begun is finished, also when the page is left meanwhile.
    ...(method !== 'GET' && (body ?? '').length < MOST_KEPT_ALIVE && { keepalive: true }),
    ...(options.signal && { signal: options.signal }),
  };
  try {
    return await fetch(path, request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError('The server could not be reached.');
  }
}

/** Words for an answer that is no problem+json, as a gateway gives. */
const bareProblem = (status: number, title: string): ProblemBody => ({ type: 'about:blank', title, status });

async function problemOf(response: Response): Promise<ProblemBody> {
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return { ...bareProblem(response.status, response.statusText), ...body };
  } catch {
    return bareProblem(response.status, response.statusText);
  }
}

/**
 * Calls an operation of the API as the person who is signed in.
 * @throws ProblemError when the API refuses, UnreachableError when it does not answer
 */
export async function call<A extends Address>(
  address: A,
  asked: Asked<A>,
  options: Options = {},
): Promise<Answer<A>> {
  let response = await send(address, asked as Loose, options);
  if (response.status === 401) {
    await renew();
    response = await send(address, asked as Loose, options);
  }
  if (!response.ok) throw new ProblemError(await problemOf(response));
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return (isJson ? await response.json() : await response.text()) as Answer<A>;
}
