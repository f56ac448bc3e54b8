import * as z from 'zod';
import { problem } from '#shared/contracts/api/problem.ts';
import { CommandError, noAnswer } from './failure.ts';
import type { ApiRequest } from './request.ts';
import type { Terminal } from './terminal.ts';

/** Where the API is, and as whom. */
export type Access = { url: string; token: string };

/** An answer that is a success. */
export type ApiAnswer = {
  etag: string | undefined;
  /** JSON as data, CSV as a text; undefined: nothing. */
  body: unknown;
};

/** The API answered that it will not. */
export class RefusedError extends CommandError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(status === 401 ? 'noAnswer' : 'refused', message);
    this.status = status;
  }
}

/** How often a request is tried that may be repeated, and milliseconds before each next try. */
const RETRY_AFTER = [300, 1500];

/** The API answers within half of it. */
const PATIENCE_MS = 60_000;

/** Names the flag of a value that a problem is about, if it has one. */
export type FlagOf = (where: string, path: string) => string | undefined;

/** Sends requests as one caller. */
export class Api {
  readonly #access: Access;
  readonly #terminal: Pick<Terminal, 'pause'>;

  constructor(access: Access, terminal: Pick<Terminal, 'pause'>) {
    this.#access = access;
    this.#terminal = terminal;
  }

  /**
   * One request. What may be done twice (reading, or under an `Idempotency-Key`) is tried again where the system could
   * not answer.
   * @throws RefusedError it answered with a problem · CommandError it does not answer
   */
  async send(request: ApiRequest, flagOf: FlagOf = () => undefined): Promise<ApiAnswer> {
    const response = await this.#fetch(request);
    const text = await response.text();
    if (!response.ok) throw refusalOf(response, text, flagOf);
    const type = response.headers.get('content-type') ?? '';
    return {
      etag: response.headers.get('etag') ?? undefined,
      body: text === '' || type.startsWith('text/csv') ? text || undefined : this.#read(text),
    };
  }

  #read(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw noAnswer(`${this.#access.url} does not answer as Relance does: is the address right?`, cause);
    }
  }

  async #fetch(request: ApiRequest): Promise<Response> {
    const waits = request.method === 'GET' || 'idempotency-key' in request.headers ? RETRY_AFTER : [];
    for (const wait of waits) {
      const response = await this.#once(request).catch(() => undefined);
      if (response !== undefined && response.status < 500) return response;
      await response?.body?.cancel();
      await this.#terminal.pause(wait);
    }
    return this.#once(request);
  }

  async #once({ method, path, headers, body }: ApiRequest): Promise<Response> {
    const { url, token } = this.#access;
    try {
      return await fetch(url + path, {
        method,
        // A redirect would take the token elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { ...headers, authorization: `Bearer ${token}`, accept: 'application/json, text/csv' },
        ...(body !== undefined && { body }),
      });
    } catch (cause) {
      throw noAnswer(`${url} does not answer: ${reasonOf(cause)}.`, cause);
    }
  }
}

/** Why a request got no answer, as the system calls it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : error.message;
}

const problemText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'No JSON.' });
      return z.NEVER;
    }
  })
  .pipe(problem.partial());

function refusalOf({ status }: Response, text: string, flagOf: FlagOf): RefusedError {
  const { data } = problemText.safeParse(text);
  const words = data === undefined ? `The system answered with status ${status}.` : inWords(data, flagOf);
  const hint =
    status === 401 ? '\nSign in: relance sign-in --url <address>, or give a token in RELANCE_TOKEN.' : '';
  return new RefusedError(status, words + hint);
}

/** A problem in words: what happened, then each wrong value with where it stands. */
function inWords(
  { title, detail, errors = [], id, revision, requestId, status }: z.output<typeof problemText>,
  flagOf: FlagOf,
): string {
  const first = detail ?? title ?? 'The request is refused.';
  const lines = errors.map(({ in: where, path, message }) => {
    const flag = flagOf(where, path);
    const place = [where, path].filter(Boolean).join('.');
    return `  ${place}${flag === undefined ? '' : ` (--${flag})`}: ${message}`;
  });
  return [
    first,
    ...lines,
    ...(id === undefined ? [] : [`  It conflicts with ${id}.`]),
    ...(revision === undefined ? [] : [`  The present revision is ${revision}.`]),
    ...((status ?? 0) < 500 || requestId === undefined ? [] : [`  Request ${requestId}: the logs have it.`]),
  ].join('\n');
}
