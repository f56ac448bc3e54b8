import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import type { Plan } from './plan.ts';

const forecast = z.object({
  totals: z.object({
    mails: z.int(),
    sms: z.int(),
    tasks: z.int(),
    skipped: z.int(),
    fullDays: z.int(),
    lastAt: z.string().optional(),
  }),
  leads: z.array(
    z.object({
      enrollmentId: z.string(),
      steps: z.array(
        z.object({
          step: z.string(),
          at: z.string(),
          outcome: z.enum(['sent', 'task', 'skipped']),
          channel: z.string(),
          userId: z.string(),
        }),
      ),
    }),
  ),
});

/** One step of one lead as it was forecast. Instants in UTC. */
export type ForecastOfStep = {
  enrollment: string;
  step: string;
  at: string;
  outcome: 'sent' | 'task' | 'skipped';
  /** In whose name and through which channel: the lane that it goes through. */
  lane: string;
};

/** Sums of a forecast: what goes out if nobody answers (F1). */
export type ForecastSums = z.output<typeof forecast>['totals'];

/** What was forecast before anybody was enrolled; or for how many leads it was not asked. */
export type DemoForecast =
  { kind: 'not-asked'; leads: number } | { kind: 'forecast'; sums: ForecastSums; steps: ForecastOfStep[] };

/** Most leads that the API forecasts in one answer. */
const MOST_A_CALL = 500;
/** After how long a task is taken to be done. */
export const TASK_MINUTES = 24 * 60;

/** Asks for the forecast of everybody who is about to be enrolled, together and in the order of the requests. */
export async function askForecast(
  api: ApiClient,
  plan: Plan,
  byOwner: ReadonlyMap<string, string[]>,
): Promise<DemoForecast> {
  const enrollments = [...byOwner].map(([userId, ids]) => ({ leads: { ids }, userId }));
  const count = enrollments.reduce((sum, { leads: { ids } }) => sum + ids.length, 0);
  if (count === 0 || count > MOST_A_CALL) return { kind: 'not-asked', leads: count };
  const body = { sequenceId: plan.sequence.id, enrollments, taskMinutes: TASK_MINUTES };
  const { totals: sums, leads } = await api.call('POST', '/v1/forecasts', forecast, {
    body,
    what: 'forecast',
  });
  const steps = leads.flatMap(({ enrollmentId: enrollment, steps: all }) =>
    all.map(({ step, at, outcome, channel, userId }) => ({
      enrollment,
      step,
      at,
      outcome,
      lane: `${userId}.${channel}`,
    })),
  );
  return { kind: 'forecast', sums, steps };
}

/** A forecast as a sentence. */
export function describeForecast(forecast: { sums: ForecastSums } | { leads: number }): string {
  if ('leads' in forecast)
    return `No forecast was asked for: ${forecast.leads} leads, and one answer is for 1 to ${MOST_A_CALL}. A job of kind “forecast” is for more.`;
  const { mails, sms, tasks, fullDays, lastAt } = forecast.sums;
  const until = lastAt === undefined ? '' : `, the last on ${lastAt.slice(0, 10)}`;
  return `If nobody answers: ${mails} mails, ${sms} texts and ${tasks} tasks${until}; ${fullDays} days are full.`;
}
