import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { ForecastQuery } from '#shared/domain/forecast/forecast-query.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes, textOf } from '#shared/domain/time/instants.ts';
import { makeForecast, type Forecast } from '#shared/use-cases/forecasts/make-forecast.ts';
import { putHold } from '#shared/use-cases/holds/put-hold.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import {
  bySender,
  enrollBySender,
  runWithTasks,
  scenario,
  senders,
  worldOf,
  type Scenario,
} from '#test/support/forecast-scenario.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';

const admin = { organisation, userId: SENDER, role: 'admin' as const };
/** What is compared, in days. */
const DAYS = 120;

async function forecastOf(w: World, wanted: Partial<ForecastQuery>): Promise<Forecast> {
  const made = await makeForecast(
    { store: w.ports.store, scheduler: w.scheduler },
    {
      caller: admin,
      query: { sequenceId: SEQUENCE, draft: false, taskMinutes: 0, ...wanted },
      most: 500,
      now: w.clock.now(),
    },
  );
  assert.ok(made.kind === 'forecast', JSON.stringify(made));
  return made;
}

/** Every step that is done, as `instant enrollment step outcome`, by time, until an instant. */
function foreseen({ lines }: Forecast, until: Instant): string[] {
  return lines
    .flatMap(({ enrollmentId, steps }) =>
      steps
        .filter(({ at: doneAt }) => doneAt <= until)
        .map(({ step, at: doneAt, outcome }) => `${textOf(doneAt)} ${enrollmentId} ${step} ${outcome}`),
    )
    .toSorted();
}

const outcomes: Partial<Record<string, string>> = { sent: 'sent', 'task-opened': 'task', skipped: 'skipped' };

function happened(changes: readonly Enrollment[]): string[] {
  return changes
    .flatMap(({ id, events, changedAt }) =>
      events.flatMap((event) => {
        const outcome = outcomes[event.type];
        return outcome === undefined || !('step' in event)
          ? []
          : [`${textOf(changedAt)} ${id} ${event.step} ${outcome}`];
      }),
    )
    .toSorted();
}

const holdOf = fc.option(
  fc.record({
    id: fc.constantFrom('organisation.mail', 'organisation.all', `sender.${SENDER}.all`, 'sender.paul.sms'),
    minutes: fc.option(fc.integer({ min: 1, max: 6 * 24 * 60 }), { nil: undefined, freq: 4 }),
  }),
  { nil: undefined, freq: 2 },
);
/** One of two senders is away for some days, and the other stands in. */
const withStandIn = scenario.map((of) => ({
  ...of,
  away: { ...(of.away ?? { from: 0, days: 3 }), standIn: true },
}));

async function compare(of: Scenario, hold: { id: string; minutes: number | undefined } | undefined) {
  const { w, changes } = await worldOf(of);
  const { taskMinutes } = of;
  if (hold !== undefined) {
    const now = w.clock.now();
    const until = hold.minutes === undefined ? undefined : plusMinutes(now, hold.minutes);
    await putHold(w.ports, { caller: admin, id: hold.id, values: { until }, now });
  }
  const end = plusMinutes(of.start, 60 * 24 * DAYS);
  const numbers = of.leads.map((_, n) => n);
  const told = await forecastOf(w, { taskMinutes, enrollments: [{ leads: { all: true } }] });
  await enrollBySender(w, of, numbers);
  await runWithTasks(w, end, taskMinutes);
  assert.deepEqual(foreseen(told, end), happened(changes));
}

describe('a forecast before enrolling', () => {
  test('F1: of the leads of two senders, one away with the other standing in, is executed to the instant, holds included', async () => {
    await fc.assert(fc.asyncProperty(withStandIn, holdOf, compare), { numRuns: 40, seed: 20270323 });
  });

  test('F1: takes the requests in the order in which they are given', async () => {
    const base = fc.sample(withStandIn, { seed: 7, numRuns: 1 })[0];
    assert.ok(base);
    const lead = { zone: undefined, mail: true, unsubscribed: false };
    const of: Scenario = {
      ...base,
      start: at('2027-03-22T08:00:00.000Z'),
      zone: zoneNamed('Europe/Paris'),
      steps: [
        { type: 'automated-mail', wait: { amount: 0, unit: 'minutes' }, at: undefined, weekdays: undefined },
      ],
      leads: [0, 0, 1, 1].map((sender) => ({ ...lead, sender })),
      settings: { ...base.settings, maxMailsPerDay: 2, mailDelay: { kind: 'none' } },
      away: { from: 0, days: 0, standIn: true },
    };
    const days: string[][] = [];
    for (const order of [senders, senders.toReversed()]) {
      const { w } = await worldOf(of);
      const requests = order.flatMap((userId) =>
        bySender(of, [0, 1, 2, 3]).filter((each) => each.userId === userId),
      );
      const told = await forecastOf(w, {
        enrollments: requests.map(({ userId, leadIds }) => ({ leads: { ids: leadIds }, userId })),
      });
      const first = told.lines.toSorted((a, b) => (a.steps[0]?.at ?? 0) - (b.steps[0]?.at ?? 0));
      days.push(
        first
          .slice(0, 2)
          .map(({ leadId }) => leadId)
          .toSorted(),
      );
    }
    assert.deepEqual(days, [
      ['l0', 'l1'],
      ['l2', 'l3'],
    ]);
  });

  test('F1: a lead that an earlier request enrolls is in the sequence already for those after it', async () => {
    const of = fc.sample(withStandIn, { seed: 8, numRuns: 1 })[0];
    assert.ok(of);
    const { w } = await worldOf(of);
    const leads = { ids: ['l0'] };
    const told = await forecastOf(w, { enrollments: [{ leads, userId: 'paul' }, { leads }] });
    assert.deepEqual([told.totals.leads, told.lines[0]?.userId, told.alreadyEnrolled], [1, 'paul', ['l0']]);
  });
});

describe('a hold in a forecast', () => {
  test('F10: of a provider ends nothing by itself: what meets it ends as held, with its reason', async () => {
    const of = fc.sample(withStandIn, { seed: 9, numRuns: 1 })[0];
    assert.ok(of);
    const { w } = await worldOf({
      ...of,
      steps: [
        { type: 'automated-mail', wait: { amount: 0, unit: 'minutes' }, at: undefined, weekdays: undefined },
      ],
      leads: [{ zone: undefined, mail: true, unsubscribed: false, sender: 0 }],
    });
    const reason = {
      kind: 'provider' as const,
      code: 'SendingPausedException',
      message: 'Sending is paused.',
    };
    const since = w.clock.now();
    await w.ports.store.holds.put(
      {
        ...{ organisation: '*', id: 'stage.mail', level: 'stage', channel: 'mail', revision: 1 },
        ...{ reason, since, probe: { at: plusMinutes(since, 5) }, refusals: 1 },
      },
      'absent',
    );
    const told = await forecastOf(w, { enrollments: [{ leads: { all: true } }] });
    assert.deepEqual(
      told.lines.map(({ steps, end }) => [steps, end?.outcome, end?.because]),
      [[[], 'held', reason]],
    );
  });
});
