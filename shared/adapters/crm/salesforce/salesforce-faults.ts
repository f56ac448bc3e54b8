import * as z from 'zod/mini';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { jsonIn } from './json-in.ts';
import type { HttpOutcome } from './salesforce-http.ts';
import { noField } from './soql.ts';

/** How long to wait where Salesforce does not say. The allowance is one of the last 24 hours, so some comes back soon. */
const THROTTLED_SECONDS = 60;
const ALLOWANCE_SECONDS = 3_600;
const MOST_THROTTLED_SECONDS = 3_600;

const failure = z.object({
  message: z.string(),
  errorCode: z.string(),
  fields: z.optional(z.array(z.string())),
});
const failures = z.array(failure);

/** What is asked for: what it is about, and whether asking changes anything. */
export type Asking = { changes: boolean; object?: CrmObject | undefined };

/** Text of theirs in a message of ours: one line, not long. */
export function said(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

/** The fault of a request that was not answered, or not with what was asked for. */
export function faultOf(outcome: HttpOutcome, asking: Asking, now: Instant): CrmError {
  if (outcome.kind === 'unsent')
    return new CrmError(
      { kind: 'unavailable' },
      'Salesforce cannot be reached: look at the My Domain address.',
    );
  if (outcome.kind === 'lost') return broken(asking, 'Salesforce did not answer.');
  const { status, headers, body } = outcome;
  const [first] = failuresIn(body);
  const retryAfter = headers['retry-after'];
  if (first !== undefined) {
    const fault = codeFault(first.errorCode, first.message, asking, now);
    if (fault !== undefined) return fault;
  }
  if (status === 401) return unauthorised();
  if (status === 429) return throttled(now, Number(retryAfter));
  if (status === 503) return new CrmError({ kind: 'unavailable' }, 'Salesforce is not there for the moment.');
  if (status >= 500 || status < 300)
    return broken(asking, `Salesforce answered with an error of its own (${status}).`);
  if (status < 400)
    return new CrmError(
      { kind: 'refused' },
      'Salesforce has another address now: enter the present My Domain address.',
    );
  return new CrmError(
    { kind: 'refused' },
    first === undefined
      ? `Salesforce refused (${status}).`
      : `Salesforce refused: ${said(first.message)} (${said(first.errorCode)})`,
  );
}

/** Something broke while or after it was asked: what changes something may have been done. */
export function broken({ changes }: Pick<Asking, 'changes'>, message: string): CrmError {
  return changes
    ? new CrmError({ kind: 'unknown' }, `${message} Whether it was done is not known.`)
    : new CrmError({ kind: 'unavailable' }, message);
}

/** We are not let in any more. */
export function unauthorised(because = 'the token is not accepted'): CrmError {
  return new CrmError(
    { kind: 'unauthorised' },
    `Salesforce does not let Relance in: ${because}. Look at the External Client App and connect again.`,
  );
}

function throttled(now: Instant, seconds: number): CrmError {
  const wait = seconds >= 1 && seconds <= MOST_THROTTLED_SECONDS ? seconds : THROTTLED_SECONDS;
  return new CrmError(
    { kind: 'throttled', until: plusSeconds(now, wait) },
    'Salesforce is asked too much at once; Relance waits and tries again.',
  );
}

/**
 * What an error code of the whole request means; undefined: nothing of its own.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export function codeFault(code: string, message: string, asking: Asking, now: Instant): CrmError | undefined {
  switch (code) {
    case 'INVALID_SESSION_ID':
    case 'INVALID_AUTH_HEADER':
      return unauthorised();
    case 'REQUEST_LIMIT_EXCEEDED':
      // The same code for both: ConcurrentRequests is over in a moment, TotalRequests is the day’s allowance.
      if (message.includes('Concurrent')) return throttled(now, THROTTLED_SECONDS);
      return new CrmError(
        { kind: 'allowance', until: plusSeconds(now, ALLOWANCE_SECONDS) },
        'The calls that Salesforce allows in 24 hours are used up: let other apps call less, or have more allowed. Relance tries again in an hour.',
      );
    case 'SERVER_UNAVAILABLE':
      return new CrmError({ kind: 'unavailable' }, 'Salesforce is not there for the moment.');
    case 'QUERY_TIMEOUT':
      return new CrmError(
        { kind: 'unavailable' },
        'Salesforce did not find the records in time; Relance tries again.',
      );
    case 'INVALID_FIELD': {
      const field = /No such column '([^']{1,80})'/.exec(message)?.[1];
      return field === undefined || asking.object === undefined ? undefined : noField(asking.object, field);
    }
    case 'API_DISABLED_FOR_ORG':
    case 'API_CURRENTLY_DISABLED':
      return new CrmError(
        { kind: 'refused' },
        'The API is not enabled for this Salesforce or for this user: have it enabled.',
      );
    default:
      return undefined;
  }
}

function failuresIn(body: string): z.output<typeof failures> {
  const read = failures.safeParse(jsonIn(body));
  return read.success ? read.data : [];
}
