import * as z from 'zod';
import { surveyResults } from '#shared/contracts/api/survey-results.ts';
import type { ApiClient } from './api-client.ts';
import type { ForecastComparison } from './compare-forecast.ts';
import type { ServicesReport } from './services/services-report.ts';
import type { Received } from './webhook-receiver.ts';

const qualified = z.object({
  id: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  score: z.object({ value: z.number() }).optional(),
});
const score = z.object({
  value: z.number(),
  threshold: z.int(),
  latest: z.array(z.object({ reason: z.string(), at: z.string(), points: z.int(), worth: z.number() })),
});
const delivery = z.object({
  state: z.object({ status: z.string() }),
  attempts: z.array(z.object({ status: z.int().optional() })),
});
const suppression = z.object({ reason: z.string() });
const runOfWorkflow = z.object({ state: z.string() });

const named = z.object({ id: z.string(), name: z.string() });
const match = z.object({ times: z.int() });
const survey = z.object({ id: z.string(), draft: z.object({ title: z.record(z.string(), z.string()) }) });

/** What happened beside the enrollments. */
export type Beside = {
  forecast: ForecastComparison;
  /** The leads with the highest scores that are qualified, and what the first of them has its points for (A12). */
  scores: {
    qualified: number;
    best: { lead: string; name: string; value: number }[];
    explained: z.output<typeof score> | undefined;
  };
  /** How deliveries stand, calls made for them, and what the receiver saw (A14). */
  webhooks: { deliveries: Record<string, number>; calls: number; received: Received } | undefined;
  /** Addresses that are not written to any more, by reason. */
  suppressions: Record<string, number>;
  /** Runs of workflows, by how they ended (A13). */
  workflows: Record<string, number>;
  /** How often each automation matched (E1). */
  automations: Record<string, number>;
  /** What clients answered, by survey (C1). */
  surveys: (z.output<typeof surveyResults> & { title: string })[];
  /** What came of the CRM, the calendar and the telephone system (B6). */
  services: ServicesReport | undefined;
};

const BEST = 5;

/** Reads what happened beside the enrollments back from the API. */
export async function collectBeside(
  api: ApiClient,
  received: Received | undefined,
): Promise<Omit<Beside, 'forecast' | 'services'>> {
  const leads = await Array.fromAsync(api.list('/v1/leads?qualified=true', qualified));
  const best = leads
    .map(({ id, firstName, lastName, score: of }) => ({
      lead: id,
      name: [firstName, lastName].filter(Boolean).join(' '),
      value: of?.value ?? 0,
    }))
    .toSorted((a, b) => b.value - a.value || (a.lead < b.lead ? -1 : 1));
  const [first] = best;
  const explained =
    first === undefined ? undefined : await api.call('GET', `/v1/leads/${first.lead}/score`, score);
  const deliveries = await Array.fromAsync(api.list('/v1/webhook-deliveries', delivery));
  return {
    scores: { qualified: leads.length, best: best.slice(0, BEST), explained },
    webhooks: received && {
      deliveries: countBy(deliveries, ({ state }) => state.status),
      calls: deliveries.reduce((sum, { attempts }) => sum + attempts.length, 0),
      received,
    },
    suppressions: countBy(
      await Array.fromAsync(api.list('/v1/suppressions', suppression)),
      ({ reason }) => reason,
    ),
    workflows: countBy(
      await Array.fromAsync(api.list('/v1/workflow-runs', runOfWorkflow)),
      ({ state }) => state,
    ),
    automations: await matchesOf(api),
    surveys: await resultsOf(api),
  };
}

async function matchesOf(api: ApiClient): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { id, name } of api.list('/v1/automations', named)) {
    const matches = await Array.fromAsync(api.list(`/v1/automations/${id}/matches`, match));
    counts[name] = matches.reduce((sum, { times }) => sum + times, 0);
  }
  return counts;
}

async function resultsOf(api: ApiClient): Promise<Beside['surveys']> {
  const results: Beside['surveys'] = [];
  for await (const { id, draft } of api.list('/v1/surveys', survey)) {
    const counted = await api.call('GET', `/v1/surveys/${id}/results`, surveyResults);
    results.push({ ...counted, title: Object.values(draft.title)[0] ?? id });
  }
  return results;
}

function countBy<Item>(items: readonly Item[], by: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[by(item)] = (counts[by(item)] ?? 0) + 1;
  return counts;
}
