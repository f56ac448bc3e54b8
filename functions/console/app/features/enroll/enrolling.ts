import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { Answer } from '../../api/operations.ts';

/** Leads that are checked or enrolled by one call. */
const PER_CALL = 200;
/** Leads of a forecast that is answered directly. */
export const MOST_FORECAST = 500;

/** In whose name: a user, or the owner of each lead. */
export const OWNER = 'owner';

/** Who is to be enrolled in what. `senders`: in whose name, with the leads of each. */
export type Plan = { sequenceId: string; senders: readonly { userId: string; ids: readonly string[] }[] };

export type Checked = Answer<'POST /v1/enrollments/check'>['results'][number];
export type Enrolled = Answer<'POST /v1/enrollments'>['results'][number];

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / PER_CALL) }, (_, at) =>
    ids.slice(at * PER_CALL, (at + 1) * PER_CALL),
  );

/** Leads of a plan in the portions that they are sent in. */
export const portionsOf = ({ senders }: Plan): { userId: string; leadIds: string[] }[] =>
  senders.flatMap(({ userId, ids }) => chunks(ids).map((leadIds) => ({ userId, leadIds })));

/** What enrolling would do, lead by lead, with warnings (D7). */
export function useCheck(plan: Plan | undefined) {
  return useQuery({
    queryKey: ['POST /v1/enrollments/check', plan],
    enabled: plan !== undefined,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const results: Checked[] = [];
      if (plan === undefined) return results;
      for (const portion of portionsOf(plan)) {
        const body = { sequenceId: plan.sequenceId, ...portion };
        results.push(...(await call('POST /v1/enrollments/check', { body }, { signal })).results);
      }
      return results;
    },
  });
}

/** How a forecast is asked for the leads of a plan. */
export const forecastOf = ({ sequenceId, senders }: Plan) => ({
  sequenceId,
  enrollments: senders.map(({ userId, ids }) => ({ leads: { ids: [...ids] }, userId })),
});

export const leadsOf = ({ senders }: Plan): number => senders.reduce((sum, { ids }) => sum + ids.length, 0);

/** When every step would go out; of more than 500 leads it is made by a job instead (F1). */
export function useForecast(plan: Plan | undefined) {
  return useQuery({
    queryKey: ['POST /v1/forecasts', plan],
    enabled: plan !== undefined && leadsOf(plan) <= MOST_FORECAST,
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      call('POST /v1/forecasts', { body: plan === undefined ? {} : forecastOf(plan) }, { signal }),
  });
}
