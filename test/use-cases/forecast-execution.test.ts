import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { localDate, plusDays } from '#shared/domain/time/zones.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { blankEnrollment, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { SimulatedEnrollment } from '#shared/domain/forecast/simulated-enrollment.ts';
import type { Wave } from '#shared/domain/forecast/forecast-input.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { forecastIn, inOrder, happeningsOf, type Happening, type Known } from '#test/support/forecast-of.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

const zones = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Tokyo',
  'Europe/Bucharest',
  'America/Sao_Paulo',
  'Australia/Sydney',
];
const types = [
  'automated-mail',
  'automated-mail',
  'automated-sms',
  'call',
  'mail',
  'automated-reply',
] as const;

const step = fc.record({
  type: fc.constantFrom(...types),
  wait: fc.record({
    amount: fc.integer({ min: 0, max: 4 }),
    unit: fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const, 'working-days' as const),
  }),
  at: fc.option(fc.constantFrom('02:30', '09:00', '11:15', '17:59'), { nil: undefined, freq: 5 }),
  weekdays: fc.option(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 4 }), {
    nil: undefined,
    freq: 5,
  }),
});
const cap = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null, freq: 4 });
const settings = fc.record({
  maxMailsPerDay: cap,
  maxSmsPerDay: cap,
  maxTasksPerDay: cap,
  mailDelay: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constant('fixed' as const), seconds: fc.integer({ min: 1, max: 7200 }) }),
    fc.record({
      kind: fc.constant('random' as const),
      minSeconds: fc.integer({ min: 0, max: 600 }),
      maxSeconds: fc.integer({ min: 600, max: 5000 }),
    }),
  ),
  workingHours: fc.constantFrom(
    [{ from: '09:00', to: '18:00' }],
    [{ from: '00:00', to: '24:00' }],
    [
      { from: '08:30', to: '12:00' },
      { from: '13:30', to: '17:00' },
    ],
  ),
  workingDays: fc.constantFrom([...weekdays], [...weekdays].slice(0, 5), [
    'monday' as const,
    'thursday' as const,
  ]),
  windowZone: fc.constantFrom('sender' as const, 'recipient' as const),
  holidays: fc.constantFrom({ country: null, extra: [] }, { country: 'FR', extra: ['2027-03-24'] }),
  smsQuietHours: fc.constantFrom(
    { from: '23:00', to: '07:30', policy: 'drop' as const },
    { from: '12:00', to: '15:00', policy: 'defer' as const },
    { from: '09:00', to: '10:30', policy: 'drop' as const },
  ),
});
const lead = fc.record({
  zone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
  mail: fc.boolean(),
  unsubscribed: fc.boolean(),
  sender: fc.integer({ min: 0, max: 1 }),
});
const scenario = fc.record({
  // The weeks in which the clocks of America and of Europe change.
  start: fc.constantFrom(
    at('2027-03-12T09:00:00.000Z'),
    at('2027-03-26T16:59:30.000Z'),
    at('2027-03-22T08:00:00.000Z'),
    at('2027-10-29T13:00:00.500Z'),
  ),
  zone: fc.constantFrom(...zones),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  settings,
  leads: fc.array(lead, { minLength: 1, maxLength: 24 }),
  second: fc.integer({ min: 0, max: 12 }),
  afterMinutes: fc.integer({ min: 0, max: 9 * 24 * 60 }),
  taskMinutes: fc.constantFrom(0, 30, 1000),
  batchSize: fc.constantFrom(1, 3, 10),
  away: fc.option(
    fc.record({
      from: fc.integer({ min: 0, max: 6 }),
      days: fc.integer({ min: 0, max: 5 }),
      standIn: fc.boolean(),
    }),
    { nil: undefined, freq: 3 },
  ),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

const PAUL = 'paul';
const senders = [SENDER, PAUL];

/** Runs a world and completes its tasks when they are meant to be, in the order of their names. */
async function runWithTasks(w: World, until: Instant, taskMinutes: number): Promise<void> {
  for (;;) {
    const open = (await Array.fromAsync(w.ports.store.tasks.scan()))
      .filter(({ status }) => status === 'open')
      .map((task) => ({ id: task.id, at: plusMinutes(task.openedAt, taskMinutes) }))
      .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
    const next = w.scheduler.entries()[0]?.at;
    const [first] = open;
    if (first !== undefined && (next === undefined || first.at < next) && first.at <= until) {
      await w.run(first.at);
      await completeTask(w.ports, { organisation, id: first.id, by: SENDER, now: w.clock.now() });
      continue;
    }
    if (next === undefined || next > until) break;
    await w.run(next);
  }
  await w.run(until);
}

function toEnroll(ids: number[], known: Known, userId: string): SimulatedEnrollment[] {
  return ids.map((n) => {
    const leadId = `l${n}`;
    const id = enrollmentId(leadId, SEQUENCE, 1);
    const of = { organisation, id, leadId, sequenceId: SEQUENCE, version: 1, pinned: false, userId };
    const enrollment = blankEnrollment(of, known.now);
    return { enrollment, lead: known.lead(leadId), sender: known.sender(userId), asked: true };
  });
}

async function compare(of: Scenario): Promise<void> {
  const changes: Enrollment[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = world(of.start, undefined, store, of.batchSize);
  const leads = of.leads.map(({ zone, mail, unsubscribed }, n) => ({
    id: `l${n}`,
    zone,
    ...(!mail && n % 3 === 0 && { email: undefined }),
    suppression: unsubscribed && n % 4 === 0 ? { unsubscribedAt: at('2027-01-01T00:00:00.000Z') } : {},
  }));
  await seed(w, {
    steps: of.steps,
    leads,
    settings: of.settings as unknown as Partial<Settings>,
    user: { zone: of.zone },
  });
  const anne = await store.users.get(organisation, SENDER);
  assert.ok(anne);
  await store.users.put(
    { ...anne, id: PAUL, name: 'Paul', zone: zones[of.leads.length % zones.length] ?? 'Europe/Paris' },
    'absent',
  );
  if (of.away !== undefined) {
    const from = plusDays(localDate(of.start, 'UTC'), of.away.from);
    const absence = { from, to: plusDays(from, of.away.days), standIn: of.away.standIn ? PAUL : null };
    await store.settings.put(
      { organisation, scope: `user.${SENDER}`, revision: 1, values: { absences: [absence] } },
      'absent',
    );
  }
  const numbers = of.leads.map((_, n) => n);
  const waveOf = (wave: number[]) =>
    senders
      .map((userId, n) => ({ userId, ids: wave.filter((i) => of.leads[i]?.sender === n) }))
      .filter(({ ids }) => ids.length > 0);
  const cut = Math.max(0, numbers.length - of.second);
  const { taskMinutes } = of;
  const enroll = async (wave: number[]) => {
    for (const { userId, ids } of waveOf(wave)) {
      const leadIds = ids.map((n) => `l${n}`);
      await enrollLeads(w.ports, {
        organisation,
        leadIds,
        sequenceId: SEQUENCE,
        userId,
        by: userId,
        now: w.clock.now(),
      });
    }
  };
  const foretell = (wave: number[]) => {
    const at = w.clock.now();
    return forecastIn(w, {
      taskMinutes,
      waves: (known) =>
        waveOf(wave).map(({ userId, ids }): Wave => ({ at, enrollments: toEnroll(ids, known, userId) })),
    });
  };
  const end = plusMinutes(of.start, 60 * 24 * 120);
  const check = (foreseen: Happening[], happened: Enrollment[]) =>
    assert.deepEqual(
      inOrder(foreseen.filter(({ at }) => at <= end)),
      inOrder(happened.flatMap((change) => happeningsOf(change))),
    );

  const whole = await foretell(numbers.slice(0, cut));
  await enroll(numbers.slice(0, cut));
  await runWithTasks(w, plusMinutes(of.start, of.afterMinutes), taskMinutes);
  const middle = w.clock.now();
  assert.deepEqual(
    inOrder(whole.filter(({ at }) => at <= middle)),
    inOrder(changes.flatMap((change) => happeningsOf(change))),
  );
  changes.length = 0;
  const rest = await foretell(numbers.slice(cut));
  await enroll(numbers.slice(cut));
  await runWithTasks(w, end, taskMinutes);
  check(rest, changes);
}

describe('a forecast', () => {
  test('F1: foresees every step of every lead as it is then executed, to the instant and with its reasons, however wake-ups are cut into batches', async () => {
    await fc.assert(fc.asyncProperty(scenario, compare), {
      numRuns: 40,
      seed: 20270322,
    });
  });
});
