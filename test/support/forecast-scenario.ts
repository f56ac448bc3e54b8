import assert from 'node:assert/strict';
import fc from 'fast-check';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { localDate, plusDays } from '#shared/domain/time/zones.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { at, zoneNamed } from './at.ts';
import { memoryStore } from './memory/memory-store.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, world, type World } from './world.ts';

const zones = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Tokyo',
  'Europe/Bucharest',
  'America/Sao_Paulo',
  'Australia/Sydney',
].map(zoneNamed);
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
/** Two senders with their settings, a sequence, leads, and who is away. */
export const scenario = fc.record({
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
export type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

const PAUL = 'paul';
/** By id. */
export const senders = [SENDER, PAUL];

/** Runs a world and completes its tasks when they are meant to be, in the order of their names. */
export async function runWithTasks(w: World, until: Instant, taskMinutes: number): Promise<void> {
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

/** The world of a scenario, and every change of an enrollment in it. */
export async function worldOf(of: Scenario): Promise<{ w: World; changes: Enrollment[] }> {
  const changes: Enrollment[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = world(of.start, undefined, store, of.batchSize);
  const leads = of.leads.map(({ zone, mail, unsubscribed, sender }, n) => ({
    id: `l${n}`,
    zone,
    ...(!mail && n % 3 === 0 && { email: undefined }),
    ownerId: senders[sender] ?? SENDER,
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
    { ...anne, id: PAUL, name: 'Paul', zone: zones[of.leads.length % zones.length] ?? utc },
    'absent',
  );
  if (of.away !== undefined) {
    const from = plusDays(localDate(of.start, utc), of.away.from);
    const absence = { from, to: plusDays(from, of.away.days), standIn: of.away.standIn ? PAUL : null };
    await store.settings.put(
      { organisation, scope: `user.${SENDER}`, revision: 1, values: { absences: [absence] } },
      'absent',
    );
  }
  return { w, changes };
}

/** The numbers of some leads by the sender in whose name they are enrolled, in the order of the requests. */
export function bySender(of: Scenario, numbers: readonly number[]): { userId: string; leadIds: string[] }[] {
  return senders
    .map((userId, sender) => ({
      userId,
      leadIds: numbers.filter((n) => of.leads[n]?.sender === sender).map((n) => `l${n}`),
    }))
    .filter(({ leadIds }) => leadIds.length > 0);
}

/** Enrolls leads, one request a sender. */
export async function enrollBySender(w: World, of: Scenario, numbers: readonly number[]): Promise<void> {
  for (const { userId, leadIds } of bySender(of, numbers)) {
    const now = w.clock.now();
    await enrollLeads(w.ports, { organisation, leadIds, sequenceId: SEQUENCE, userId, by: userId, now });
  }
}
