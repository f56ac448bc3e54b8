import type * as z from 'zod/mini';
import { fromHttpDate } from './http-date.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Crm, CrmOpening } from '#shared/ports/crm.ts';
import type { AccessTokens } from '../access-tokens.ts';
import { broken, faultOf, type Asking } from './salesforce-faults.ts';
import { jsonIn } from './json-in.ts';
import { callOnce, type HttpCall, type HttpOutcome } from './salesforce-http.ts';
import { originOf, tokensOf } from './salesforce-tokens.ts';

/** The release of their API that everything here was written for. */
export const apiVersion = '66.0';

type Request = Asking & { method: HttpCall['method']; path: string; body?: unknown };

/** One opened organisation of Salesforce. */
export type SalesforceRest = {
  origin: string;
  now: () => Instant;
  tokens: AccessTokens;
  /** Asks for something below the version of the API, and reads it. @throws CrmError */
  ask<Answer>(request: Request, shape: z.ZodMiniType<Answer>): Promise<Answer>;
  /** The same, with the time that it was there when it began to answer. */
  askAt<Answer>(request: Request, shape: z.ZodMiniType<Answer>): Promise<{ answer: Answer; at: Instant }>;
  answered: Crm['answered'];
  allowance: Crm['allowance'];
};

/**
 * Speaks the REST API. A token that is not accepted is renewed once, and what was asked for is asked again: with such a
 * token nothing was done.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/
 */
export function salesforceRest(opening: CrmOpening): SalesforceRest {
  const { now } = opening;
  const tokens = tokensOf(opening);
  const origin = originOf(opening.settings);
  let used: ReturnType<Crm['allowance']>;
  let hasAnswered = false;

  const call = async ({ method, path, body }: Request, token: string): Promise<HttpOutcome> => {
    const outcome = await callOnce({
      method,
      url: `${origin}/services/data/v${apiVersion}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (outcome.kind === 'answered') used = usedOf(outcome.headers['sforce-limit-info']) ?? used;
    return outcome;
  };

  const askAt: SalesforceRest['askAt'] = async (request, shape) => {
    const before = now();
    const token = await tokens.current();
    let outcome = await call(request, token.token);
    if (outcome.kind === 'answered' && outcome.status === 401)
      outcome = await call(request, (await tokens.renewed(token)).token);
    if (outcome.kind !== 'answered' || outcome.status < 200 || outcome.status >= 300)
      throw faultOf(outcome, request, now());
    const read = shape.safeParse(jsonIn(outcome.body));
    if (!read.success) throw broken(request, 'Salesforce answered with something that is not understood.');
    hasAnswered = true;
    return { answer: read.data, at: fromHttpDate(outcome.headers.date, { before, after: now() }) };
  };
  return {
    origin,
    now,
    tokens,
    askAt,
    ask: async (request, shape) => (await askAt(request, shape)).answer,
    answered: () => hasAnswered,
    allowance: () => used,
  };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm */
function usedOf(header: string | string[] | undefined): ReturnType<Crm['allowance']> {
  const [, used, allowed] = /api-usage=(\d{1,12})\/(\d{1,12})/.exec(String(header)) ?? [];
  return used === undefined || allowed === undefined
    ? undefined
    : { used: Number(used), allowed: Number(allowed) };
}
