import { IncomingLaterError } from '../../ports/incoming-connector.ts';

/** Longest that a service may take to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;
/** Largest answer that is read, in bytes: a call with its comments and tags is a few kilobytes. */
const MOST_BYTES = 256 * 1_024;

/** Asks a service for one thing; gives the answer as text, undefined when it has no such thing. @throws IncomingLaterError */
export type AskService = (
  url: string,
  headers: Readonly<Record<string, string>>,
) => Promise<string | undefined>;

/** What makes a request; `fetch` but in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The one place where connectors call services: by GET, without following redirects, which would take the key elsewhere,
 * and within bounds of time and size. The host is that of the connection, which was checked when it was saved.
 */
export function askBy(call: Fetch, timeoutMs = TIMEOUT_MS): AskService {
  return async (url, headers) => {
    const response = await answerOf(call, { url, headers, timeoutMs });
    const { status } = response;
    if (status === 200) return textOf(response);
    await response.body?.cancel();
    if (status === 204 || status === 404) return undefined;
    if (status === 401 || status === 403) {
      throw new IncomingLaterError(
        'unauthorised',
        `The key is not let in any more (${status}): give a new one.`,
      );
    }
    const why = status === 429 ? 'asks to wait' : 'could not answer';
    throw new IncomingLaterError('unavailable', `The service ${why} (${status}).`);
  };
}

export const askService = askBy((url, init) => fetch(url, init));

async function answerOf(
  call: Fetch,
  of: { url: string; headers: Readonly<Record<string, string>>; timeoutMs: number },
): Promise<Response> {
  try {
    return await call(of.url, {
      headers: { accept: 'application/json', ...of.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(of.timeoutMs),
    });
  } catch {
    throw new IncomingLaterError('unavailable', 'The service could not be reached.');
  }
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > MOST_BYTES) break;
      parts.push(part);
    }
  } catch {
    throw new IncomingLaterError('unavailable', 'The answer of the service broke off.');
  }
  if (length > MOST_BYTES)
    throw new IncomingLaterError('unavailable', 'The answer of the service is too large.');
  return Buffer.concat(parts).toString('utf8');
}

/** An address of a service: the connection's own, else the public one, and what is asked for there. */
export function addressAt(apiUrl: string | undefined, usual: string, path: string): string {
  const base = apiUrl === undefined || apiUrl === '' ? usual : apiUrl;
  return `${base.endsWith('/') ? base.slice(0, -1) : base}${path}`;
}
