import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import type { Plan } from './plan.ts';
import type { Send } from './report.ts';

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
      steps: z.array(z.object({ step: z.string(), at: z.string(), outcome: z.string() })),
    }),
  ),
});

/** What was foreseen before anybody was enrolled, if nobody answers (F1). Instants in UTC. */
export type Foreseen = {
  mails: number;
  sms: number;
  tasks: number;
  skipped: number;
  /** Days on which a channel of a sender is full. */
  fullDays: number;
  lastAt: string | undefined;
  /** The first message of each enrollment: `<enrollment> <step>` and its instant. */
  firstSends: Map<string, string>;
};

/** Most leads that the API forecasts in one answer. */
const MOST_A_CALL = 500;
const TASK_MINUTES = 24 * 60;

/** Asks for the forecast of everybody who is about to be enrolled, sender by sender. */
export async function foresee(
  api: ApiClient,
  plan: Plan,
  byOwner: ReadonlyMap<string, string[]>,
): Promise<Foreseen> {
  const foreseen: Foreseen = {
    mails: 0,
    sms: 0,
    tasks: 0,
    skipped: 0,
    fullDays: 0,
    lastAt: undefined,
    firstSends: new Map(),
  };
  for (const [userId, ids] of byOwner) {
    if (ids.length > MOST_A_CALL) continue;
    const body = { sequenceId: plan.sequence.id, userId, leads: { ids }, taskMinutes: TASK_MINUTES };
    const { totals, leads } = await api.call('POST', '/v1/forecasts', forecast, { body, what: 'forecast' });
    for (const name of ['mails', 'sms', 'tasks', 'skipped', 'fullDays'] as const)
      foreseen[name] += totals[name];
    const { lastAt } = totals;
    if (lastAt !== undefined && lastAt > (foreseen.lastAt ?? '')) foreseen.lastAt = lastAt;
    for (const { enrollmentId, steps } of leads) {
      const [first] = steps;
      if (first?.outcome === 'sent') foreseen.firstSends.set(`${enrollmentId} ${first.step}`, first.at);
    }
  }
  return foreseen;
}

/** What was foreseen, and how many of the first messages, which nothing can have changed yet, went out as foreseen. */
export type Comparison = Omit<Foreseen, 'firstSends'> & { first: { foreseen: number; exact: number } };

/** Holds the forecast against what went out. */
export function comparison({ firstSends, ...totals }: Foreseen, sends: readonly Send[]): Comparison {
  const exact = sends.filter(({ enrollment, step, at }) => firstSends.get(`${enrollment} ${step}`) === at);
  return { ...totals, first: { foreseen: firstSends.size, exact: exact.length } };
}

/** How the forecast of the first messages came true, as a sentence. */
export function wordsOfFirst({ exact, foreseen }: Comparison['first']): string {
  const others = exact < foreseen ? '; what people did meanwhile moved the others' : '';
  return `${exact} of ${foreseen} first messages went out at the very second that was forecast${others}.`;
}
