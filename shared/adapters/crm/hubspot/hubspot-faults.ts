import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';
import { cutText } from '#shared/domain/kernel/cut-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';

/** What HubSpot says of an error; each of its fields may be missing. https://developers.hubspot.com/docs/api-reference/error-handling */
const errorBody = z.object({
  message: z.optional(z.string()),
  category: z.optional(z.string()),
  policyName: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ message: z.optional(z.string()) }))),
});
type ErrorBody = z.output<typeof errorBody>;

/** HubSpot refuses what it was asked for as it stands. Caught within this folder, where more is known. */
export class HubspotRefusal extends Error {
  override readonly name = 'HubspotRefusal';
  readonly status: number;
  readonly category: string;

  constructor(status: number, { message, category = '', errors = [] }: ErrorBody) {
    const details = errors.map((error) => error.message ?? '').filter((text) => text !== '');
    super(cutText([message ?? `HubSpot answered ${status}`, ...details].join(' '), 500));
    this.status = status;
    this.category = category;
  }
}

/** An answer of HubSpot as far as faults are told by it. Names of headers are in small letters. */
export type FaultyAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string };

/** How long to wait where HubSpot does not say: for a limit of a second, of ten, and of a day that ends we know not when. */
const waits = { second: 1, tenSeconds: 10, day: 3_600, locked: 2 };

/**
 * The error that an answer other than success means. `writing`: something may have been done of it.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function faultOf(
  { status, headers, text }: FaultyAnswer,
  { now, writing }: { now: Instant; writing: boolean },
): CrmError | HubspotRefusal {
  const parsed = z.pipe(jsonText, errorBody).safeParse(text);
  const body: ErrorBody = parsed.success ? parsed.data : {};
  const told = cutText(body.message ?? '', 300);
  const until = (seconds: number): Instant => plusSeconds(now, retryAfter(headers) ?? seconds);
  if (status === 401)
    return new CrmError(
      { kind: 'unauthorised' },
      'HubSpot does not accept the access token any more: connect again with a new one.',
    );
  if (status === 403)
    return new CrmError(
      { kind: 'unauthorised' },
      `HubSpot lacks a permission: ${told} Give the app the scopes that are named in the guide, and connect again.`,
    );
  if (status === 429 && body.policyName === 'DAILY')
    return new CrmError(
      { kind: 'allowance', until: until(waits.day) },
      'The calls that HubSpot allows this account in a day are used up.',
    );
  if (status === 429)
    return new CrmError(
      { kind: 'throttled', until: until(body.policyName === 'SECONDLY' ? waits.second : waits.tenSeconds) },
      'HubSpot takes no more calls for some seconds.',
    );
  if (status === 423)
    return new CrmError(
      { kind: 'throttled', until: until(waits.locked) },
      'HubSpot is busy with these records.',
    );
  // 503: not let in at all; 477: the account moves house. Of the others nobody knows how far they came.
  if (writing && status >= 500 && status !== 503)
    return new CrmError({ kind: 'unknown' }, `HubSpot broke while it was writing (${status}).`);
  if (status >= 500 || status === 477)
    return new CrmError({ kind: 'unavailable' }, `HubSpot is not there for the moment (${status}).`);
  return new HubspotRefusal(status, body);
}

/** Seconds that an answer asks to wait, a day at most. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after'] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), 86_400) : undefined;
}

/** The fault of a refusal that nobody within this folder has an answer to. */
export function asCrmError(error: unknown): unknown {
  if (!(error instanceof HubspotRefusal)) return error;
  return new CrmError({ kind: 'refused' }, `HubSpot refuses: ${error.message}`);
}
