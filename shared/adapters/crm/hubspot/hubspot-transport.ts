import { Readable } from 'node:stream';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { faultOf } from './hubspot-faults.ts';

/** `writes`: something may be done that is not undone by asking again. */
export type HubspotRequest = {
  method: string;
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string | undefined;
  writes: boolean;
};
export type HubspotAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string };

/** Longest that a call may take, and the most that is read of an answer: a file of the journal is the largest. */
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 32_000_000;

/** Failures of which is known that nothing went out. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Asks HubSpot once; answers with success alone. @throws CrmError, HubspotRefusal */
export async function askHubspot(request: HubspotRequest, now: () => Instant): Promise<HubspotAnswer> {
  const answer = await ask(request);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw faultOf(answer, { now: now(), writing: request.writes });
}

async function ask({ method, url, headers = {}, body, writes }: HubspotRequest): Promise<HubspotAnswer> {
  if (url.protocol !== 'https:' && !isLoopback(url))
    throw new CrmError({ kind: 'refused' }, 'HubSpot is called by https alone: look at the API address.');
  try {
    const response = await fetch(url, {
      method,
      headers,
      // A token goes nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await textOf(response),
    };
  } catch (error) {
    throw lost(error, writes);
  }
}

/** What it means that no answer came. */
function lost(error: unknown, writes: boolean): CrmError {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (!writes || notSent.has(code))
    return new CrmError({ kind: 'unavailable' }, 'HubSpot cannot be reached for the moment.');
  return new CrmError({ kind: 'unknown' }, 'HubSpot did not answer: whether it was done is not known.');
}

async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of Readable.fromWeb(body)) {
    const chunk = part as Uint8Array;
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error('The answer is too long.');
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
