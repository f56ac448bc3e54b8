import { stepKinds, stepTypes } from '#shared/domain/channels/step-types.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isStepTask } from '#shared/domain/tasks/task.ts';
import fc from 'fast-check';
import { plusSeconds, secondsBetween, textOf } from '#shared/domain/time/instants.ts';
import { dueAfter } from '#shared/domain/core/planning.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import { type Step } from '#shared/domain/sequences/step.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { reconcile } from '#shared/use-cases/reconciliation/reconcile.ts';
import {
  acts,
  COLLEAGUE,
  futureOf,
  live,
  OTHER,
  type Call,
  type History,
  type Lived,
} from '#test/support/history.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import type { Instant, LocalDate } from '#shared/domain/kernel/instant.ts';
import { day, zoneNamed } from '../support/at.ts';

/** Histories lived through in each test; a failure prints its seed. */
const RUNS = 120;

const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata'].map(zoneNamed);
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const step: fc.Arbitrary<Partial<Step>> = fc.record(
  {
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant('automated-mail' as const) },
      { weight: 4, arbitrary: fc.constantFrom('automated-reply' as const, 'automated-sms' as const) },
      { weight: 3, arbitrary: fc.constantFrom(...stepTypes) },
      { weight: 3, arbitrary: fc.constantFrom('mail' as const, 'reply' as const, 'sms' as const) },
    ),
    wait: fc.oneof(
      fc.record({ amount: fc.integer({ min: 0, max: 400 }), unit: fc.constantFrom('minutes' as const) }),
      fc.record({
        amount: fc.integer({ min: 0, max: 3 }),
        unit: fc.constantFrom('hours', 'days', 'working-days'),
      }),
    ),
    at: fc.constantFrom('08:00', '10:30', '15:00', '23:45'),
    weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 3 }),
  },
  { requiredKeys: ['type', 'wait'] },
);

/** Working hours that leave room whatever the step's hour, so that most steps can run some day. */
const settings = (limited: boolean, paced: boolean): fc.Arbitrary<Partial<Settings>> =>
  fc.record(
    {
      maxMailsPerDay: limited ? fc.integer({ min: 1, max: 4 }) : fc.constant(null),
      maxSmsPerDay: limited ? fc.integer({ min: 1, max: 3 }) : fc.constant(null),
      mailDelay: paced
        ? fc.oneof(
            fc.integer({ min: 60, max: 30_000 }).map((seconds) => ({ kind: 'fixed' as const, seconds })),
            fc.constant({ kind: 'random' as const, minSeconds: 0, maxSeconds: 900 }),
          )
        : fc.constant({ kind: 'none' as const }),
      workingDays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 5 }),
      workingHours: fc.constantFrom(
        [{ from: '09:00', to: '18:00' }],
        [{ from: '00:00', to: '24:00' }],
        [
          { from: '07:00', to: '11:00' },
          { from: '14:00', to: '23:30' },
        ],
      ),
      windowZone: fc.constantFrom('sender' as const, 'recipient' as const),
      holidays: fc.constantFrom(
        { country: null, extra: [] },
        { country: null, extra: [day('2027-03-24'), day('2027-03-26')] },
      ),
      smsQuietHours: fc.record({
        from: fc.constant('22:00'),
        to: fc.constantFrom('07:30', '12:00'),
        policy: fc.constantFrom('drop' as const, 'defer' as const),
      }),
      unsubscribeRules: fc.record({ skips: fc.subarray([...stepTypes]) }),
      bounceRules: fc.record({ skips: fc.subarray([...stepTypes]) }),
      maxTasksPerDay: fc.constantFrom(null, 1, 2),
    },
    { requiredKeys: ['maxMailsPerDay', 'maxSmsPerDay', 'mailDelay', 'workingHours', 'windowZone'] },
  );

const act = fc.record({
  kind: fc.constantFrom(...acts),
  after: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 2_000 })),
  pick: fc.nat(40),
  vary: fc.nat(10_000),
});
const throttled = { kind: 'refused', retry: true, code: 'Throttled', message: '' } as const;
const rejected = { kind: 'refused', retry: false, code: 'Rejected', message: '' } as const;

const history = (chaotic: boolean): fc.Arbitrary<History> =>
  fc.tuple(fc.boolean(), fc.boolean()).chain(([limited, paced]) =>
    fc.record({
      zone: fc.constantFrom(...zones),
      leadZones: fc.array(fc.constantFrom(undefined, ...zones), { minLength: 1, maxLength: 5 }),
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
      edited: fc
        .array(step, { minLength: 1, maxLength: 4 })
        .map((steps) => steps.map((one, n) => ({ ...one, id: ['x', 's1', 's3', 'y'][n] ?? 'z' }))),
      settings: settings(limited, paced),
      changed: settings(limited, paced),
      absences: fc.constantFrom<Absence[][]>(
        [],
        [],
        [{ from: day('2027-03-22'), to: day('2027-03-24'), standIn: null }],
        [{ from: day('2027-03-23'), to: day('2027-03-24'), standIn: COLLEAGUE }],
        [
          { from: day('2027-03-22'), to: day('2027-03-22'), standIn: COLLEAGUE },
          { from: day('2027-03-24'), to: day('2027-03-25'), standIn: null },
        ],
      ),
      enteredLate: fc.boolean(),
      colleagueZone: fc.constantFrom(...zones),
      acts: fc.array(act, { maxLength: 14 }),
      provider: chaotic
        ? fc.array(
            fc.constantFrom<ProviderBehaviour[]>(
              'accept',
              'accept',
              'lose-answer',
              'lose-call',
              throttled,
              rejected,
            ),
            {
              minLength: 1,
              maxLength: 8,
            },
          )
        : fc.constant(['accept' as const]),
      meanwhile: chaotic
        ? fc.array(fc.option(act, { nil: undefined, freq: 2 }), { maxLength: 5 })
        : fc.constant([]),
      chaos: chaotic
        ? fc.record({
            twice: fc.nat(4),
            lateMinutes: fc.nat(300),
            lost: fc.nat(6),
            dieAt: fc.nat(400),
            before: fc.boolean(),
          })
        : fc.constant(undefined),
    }),
  );

const clocks = new Map<string, Intl.DateTimeFormat>();
/** The wall clock of a zone, by the platform and not by our calendar. */
function wall(at: Instant, zone: string): { date: LocalDate; time: string; weekday: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  clocks.set(zone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: day(`${parts['year']}-${parts['month']}-${parts['day']}`),
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: (parts['weekday'] ?? '').toLowerCase(),
  };
}

/** Who sends at an instant (F7), and the days that shut what this user sends. */
function actor(lived: Lived, at: Instant, zone: string): { id: string; away: Absence[] } {
  const { date } = wall(at, zone);
  const absence = lived.absences().find(({ from, to }) => from <= date && date <= to);
  return absence?.standIn == null
    ? { id: SENDER, away: lived.absences() }
    : { id: absence.standIn, away: [] };
}

const inForce = (lived: Lived): Settings => ({ ...defaultSettings, ...lived.settings() });

/** What must hold of each call of the provider, at that moment. */
async function checkCall(lived: Lived, call: Call): Promise<void> {
  const { w, calls } = lived;
  const { enrollment, at, key, channel } = call;
  const [id = '', stepId = ''] = key.split(' ');
  const of = inForce(lived);
  assert.equal(enrollment.state.status, 'sending', `${key} is sent while ${enrollment.state.status}`);
  assert.equal(enrollment.claim?.step, stepId);
  assert.ok(!enrollment.done.includes(stepId), `${key} is done`);
  assert.ok(!calls.some((one) => one.key === key && one.reached), `${key} goes out twice`);

  const [lead, sender] = await Promise.all([
    w.ports.store.leads.get(organisation, enrollment.leadId),
    w.ports.store.users.get(organisation, SENDER),
  ]);
  assert.ok(lead && sender);
  const hand = enrollment.claim.by !== undefined;
  const task = await w.ports.store.tasks.get(organisation, `${id}.${stepId}`);
  const acting = hand
    ? { id: task?.userId ?? '', away: [] }
    : actor(lived, at, of.windowZone === 'recipient' ? (lead.zone ?? sender.zone) : sender.zone);
  const user = await w.ports.store.users.get(organisation, acting.id);
  assert.ok(user);
  call.by = acting.id;
  const message = call.message;
  if ('from' in message) assert.equal(message.from.name, user.name, `${key} at ${textOf(at)}`);
  const version = await w.ports.store.versions.get(
    organisation,
    `${enrollment.sequenceId}.${enrollment.version}`,
  );
  const one = version?.steps.find((each) => each.id === stepId);
  assert.ok(one);

  // Windows bind the engine, not a person.
  if (!hand) {
    const zone = of.windowZone === 'recipient' ? (lead.zone ?? user.zone) : user.zone;
    const here = wall(at, zone);
    assert.ok(
      of.workingDays.some((day) => day === here.weekday),
      `${key} on a ${here.weekday}`,
    );
    assert.ok(!of.holidays.extra.includes(here.date), `${key} on a holiday`);
    const shut = acting.away.some(({ from, to }) => from <= here.date && here.date <= to);
    assert.ok(!shut, `${key} in an absence`);
    assert.ok(
      of.workingHours.some(({ from, to }) => from <= here.time && here.time < to),
      `${key} at ${here.time}`,
    );
    if (one.at !== undefined && here.time < one.at) {
      const zones = { zone, quietZone: lead.zone ?? user.zone };
      assert.ok(!isOpenFromHour(one.at, call, of, zones), `${key} at ${here.time}, before its hour`);
    }
    assert.ok(one.weekdays === undefined || one.weekdays.some((day) => day === here.weekday));
  }
  const there = wall(at, lead.zone ?? user.zone).time;
  const { from, to } = of.smsQuietHours;
  if (channel === 'sms') assert.ok(there >= to && there < from, `${key} in quiet hours, at ${there}`);

  const cap = channel === 'mail' ? of.maxMailsPerDay : of.maxSmsPerDay;
  const today = wall(at, user.zone).date;
  const byHand = (await Array.fromAsync(w.ports.store.tasks.scan())).filter(
    (task) =>
      isStepTask(task) &&
      task.status === 'completed' &&
      task.sentAt === undefined &&
      channel === 'mail' &&
      task.userId === user.id &&
      stepKinds[task.type].template === 'mail' &&
      wall(task.closedAt, user.zone).date === today,
  );
  const before = new Set(
    calls
      .filter((each) => each.channel === channel && !each.refused && wall(each.at, user.zone).date === today)
      .filter((each) => each.by === user.id)
      .map((each) => each.key),
  );
  before.delete(key);
  if (cap !== null) assert.ok(before.size + byHand.length < cap, `${key} is over the cap of ${cap}`);

  // Strictly before: what happens in the very moment of a send is too late for it.
  const since = (instant: Instant | undefined) => instant !== undefined && instant < at;
  const { unsubscribedAt, complainedAt, bouncedAt } = lead.suppression;
  if (of.unsubscribeRules.skips.includes(one.type))
    assert.ok(!since(unsubscribedAt) && !since(complainedAt), `${key} after unsubscribing`);
  const asMail = { 'automated-reply': 'automated-mail', reply: 'mail' }[one.type as string] ?? one.type;
  if (of.bounceRules.skips.some((type) => type === asMail))
    assert.ok(!since(bouncedAt), `${key} after a bounce`);
  if (lead.convertedAt !== undefined && lead.convertedAt > enrollment.enrolledAt)
    assert.ok(!since(lead.convertedAt), `${key} after the conversion`);
  assert.ok(!since(enrollment.repliedAt), `${key} after a reply`);
  assert.ok(id.length > 0);
}

/** Whether anything of its day is still open to a step from its hour on (D3): before it, it goes only if nothing is. */
function isOpenFromHour(
  hour: string,
  { at, channel }: Pick<Call, 'at' | 'channel'>,
  of: Settings,
  zones: { zone: string; quietZone: string },
): boolean {
  const { from, to, policy } = of.smsQuietHours;
  const today = wall(at, zones.zone).date;
  for (let moment = at; wall(moment, zones.zone).date === today; moment = plusSeconds(moment, 900)) {
    const { time } = wall(moment, zones.zone);
    const there = wall(moment, zones.quietZone).time;
    const isQuiet = channel === 'sms' && policy === 'defer' && (there >= from || there < to);
    const isWorked = of.workingHours.some((hours) => hours.from <= time && time < hours.to);
    if (time >= hour && isWorked && !isQuiet) return true;
  }
  return false;
}

/** What must hold whenever the engine is at rest. */
async function checkRest(lived: Lived, of: 'exact' | 'disturbed' | 'swept'): Promise<void> {
  const { w } = lived;
  const counts = await reconcile(w.ports, organisation);
  assert.equal(counts.enrolled, counts.finished + counts.stopped + counts.paused + counts.pending);
  if (of === 'disturbed') return;
  for (const enrollment of await w.enrollments()) {
    const { id, state } = enrollment;
    if (state.status === 'scheduled' && of === 'exact')
      assert.ok(state.at > plusSeconds(w.clock.now(), -60), `${id} was not woken`);
    assert.ok(
      (await futureOf(w, enrollment, of === 'swept')) !== undefined,
      `${id} is lost: ${JSON.stringify(state)}`,
    );
  }
}

function reasonsOf(event: EnrollmentEvent): unknown[] | undefined {
  switch (event.type) {
    case 'deferred':
    case 'queued':
      return event.because;
    case 'skipped':
    case 'paused':
    case 'stopped':
    case 'failed':
    case 'held':
    case 'released':
    case 'outcome-unknown':
    case 'finished':
      return [event.because];
    case 'enrolled':
    case 'planned':
    case 'claimed':
    case 'sent':
    case 'task-opened':
    case 'task-completed':
    case 'task-skipped':
    case 'replied':
    case 'auto-replied':
    case 'resumed':
    case 'pinned':
    case 'unpinned':
    case 'moved':
      return undefined;
  }
}

/** Every change explains itself (F2), and each wait is exact (D3). */
async function checkRecord(lived: Lived): Promise<void> {
  const sender = await loadSender(lived.w.ports.store, organisation, SENDER);
  assert.ok(sender);
  const before = new Map<string, (typeof lived.changes)[number]>();
  for (const change of lived.changes) {
    const { id, events, changedAt, sequenceId } = change;
    for (const event of events) {
      const reasons = reasonsOf(event);
      assert.ok(reasons === undefined || reasons.length > 0, `${id}: ${JSON.stringify(event)} has no reason`);
      assert.ok(reasons === undefined || reasons.every((reason) => reason !== undefined));
      if (event.type === 'paused')
        assert.ok(event.because.kind !== 'step', `${id} waits for a person: ${JSON.stringify(event)}`);
      if (event.type === 'planned') {
        assert.ok(event.at >= event.due);
        if (event.at > plusSeconds(changedAt, 61) && event.at > event.due)
          assert.ok(event.because.length > 0, `${id}: ${JSON.stringify(event)} has no reason`);
      }
    }
    const done = events.findIndex(({ type }) =>
      ['sent', 'skipped', 'failed', 'task-completed', 'task-skipped'].includes(type),
    );
    const next = events[done + 1];
    if (done >= 0 && (next?.type === 'planned' || next?.type === 'queued') && sequenceId !== OTHER) {
      const lead = await lived.w.ports.store.leads.get(organisation, change.leadId);
      const planned = lived.steps(next.version).find((one) => one.id === next.step);
      assert.ok(lead && planned);
      const from = before.get(id)?.claim?.at ?? changedAt;
      const { wait, at: hour } = planned;
      if (hour === undefined && (wait.unit === 'minutes' || wait.unit === 'hours')) {
        const seconds = wait.amount * (wait.unit === 'hours' ? 3600 : 60);
        assert.equal(next.due, plusSeconds(from, seconds), `${id}: the wait of ${next.step}`);
      }
      // The settings may have changed since; then the days of the wait cannot be told again here.
      else if (!lived.changedSettings)
        assert.equal(next.due, dueAfter(planned, from, sender, lead), `${id}: the wait of ${next.step}`);
    }
    before.set(id, change);
  }
}

/** The delay between the automated mails of each sender (A5). */
function checkDelays(lived: Lived): void {
  const automated = lived.calls.filter(
    ({ channel, enrollment }) => channel === 'mail' && enrollment.claim?.by === undefined,
  );
  for (const [, mails] of Map.groupBy(automated, ({ by }) => by)) {
    checkDelaysOf(lived, mails);
  }
}

function checkDelaysOf(lived: Lived, mails: readonly Call[]): void {
  const delay = inForce(lived).mailDelay;
  if (delay.kind !== 'fixed' || lived.changedSettings) return;
  mails.forEach(({ at, key }, index) => {
    const next = mails[index + 1];
    if (next) assert.ok(secondsBetween(at, next.at) >= delay.seconds, `${key} and ${next.key} are too near`);
  });
}

describe('whatever happens, in whatever order (F2, F3, F4, A1–A7, D3, D5)', () => {
  test('A1, A2, A3, A4, A5, A9, D3, F2, F4: when wake-ups come exactly: windows, caps, delays, waits, rules and reasons hold, nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(history(false), async (one) => {
        const lived = await live(one, checkCall, (at) => checkRest(at, 'exact'));
        await checkRecord(lived);
        checkDelays(lived);
      }),
      { numRuns: RUNS },
    );
  });

  test('F2, F3, F4: when wake-ups are lost, late and double, the provider fails, and the process dies: the same but the delays', async () => {
    await fc.assert(
      fc.asyncProperty(history(true), async (one) => {
        const lived = await live(one, checkCall, (at) => checkRest(at, 'disturbed'));
        await checkRest(lived, 'swept');
        await checkRecord(lived);
      }),
      { numRuns: RUNS },
    );
  });
});
