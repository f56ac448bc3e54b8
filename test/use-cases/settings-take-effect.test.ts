import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reason } from '#shared/domain/settings/reason.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { SettingName, Settings } from '#shared/domain/settings/settings.ts';
import { lateAt } from '#shared/domain/tasks/task.ts';
import { skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { living, reasons, type Recorded } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at, day, zoneNamed } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

const source = { level: 'organisation', id: organisation } as const;

const setting = (name: SettingName): Reason => ({ kind: 'setting', setting: name, source });

/**
 * Two leads, enrolled on Monday 2026-11-23 at 10:00 in Paris; the step in question is due on Tuesday at 10:00, and its
 * wake-up is made, when the setting changes on Monday evening.
 */
type Change = {
  rule: string;
  step?: Partial<Step>;
  lead?: Partial<Lead>;
  before?: Partial<Settings>;
  after: Partial<Settings>;
  /** When the step of each lead ran, in order; a step skipped is not among them. */
  runs: string[];
  because?: Reason;
  /** The setting is to make no difference. */
  same?: true;
};

const on = at('2026-11-01T09:00:00.000Z');

const sms: Partial<Step> = { type: 'automated-sms' };

const both = (at: string) => [at, at];

const changes: Change[] = [
  {
    rule: 'A1: days that are no longer worked move what is pending to the next that is',
    after: { workingDays: ['thursday'] },
    runs: both('2026-11-26T08:00'),
    because: setting('workingDays'),
  },
  {
    rule: 'A1: a day that became a holiday is passed over',
    after: { holidays: { country: null, extra: [day('2026-11-24')] } },
    runs: both('2026-11-25T08:00'),
    because: setting('holidays'),
  },
  {
    rule: 'A2: hours that changed hold back what is pending until they open',
    after: { workingHours: [{ from: '14:00', to: '16:00' }] },
    runs: both('2026-11-24T13:00'),
    because: setting('workingHours'),
  },
  {
    rule: 'A2: hours read in the recipient’s zone from now on hold back what is pending',
    lead: { zone: zoneNamed('America/New_York') },
    after: { windowZone: 'recipient' },
    runs: both('2026-11-24T14:00'),
    because: { kind: 'setting', setting: 'workingHours', source: { level: 'default', id: 'default' } },
  },
  {
    rule: 'A3: a lowered cap lets what is pending go day by day',
    before: { maxMailsPerDay: 5 },
    after: { maxMailsPerDay: 1 },
    runs: ['2026-11-24T09:00', '2026-11-25T08:00'],
  },
  {
    rule: 'A3: a cap where there was none lets what is pending go day by day',
    after: { maxMailsPerDay: 1 },
    runs: ['2026-11-24T09:00', '2026-11-25T08:00'],
    because: setting('maxMailsPerDay'),
  },
  {
    rule: 'A4: a lowered cap lets what is pending go day by day',
    step: sms,
    before: { maxSmsPerDay: 5 },
    after: { maxSmsPerDay: 1 },
    runs: ['2026-11-24T09:00', '2026-11-25T08:00'],
  },
  {
    rule: 'A5: a delay where there was none keeps pending mails apart',
    before: { maxMailsPerDay: 5 },
    after: { maxMailsPerDay: 5, mailDelay: { kind: 'fixed', seconds: 3600 } },
    runs: ['2026-11-24T09:00', '2026-11-24T10:00'],
    because: setting('mailDelay'),
  },
  {
    rule: 'A5: a delay never holds back an SMS',
    step: sms,
    after: { mailDelay: { kind: 'fixed', seconds: 3600 } },
    runs: both('2026-11-24T09:00'),
    same: true,
  },
  {
    rule: 'A6: rules that forbid it from now on skip what is pending',
    lead: { suppression: { unsubscribedAt: on } },
    before: { unsubscribeRules: { skips: [] } },
    after: { unsubscribeRules: { skips: ['automated-mail'] } },
    runs: [],
    because: { kind: 'lead', fact: 'unsubscribed', at: on },
  },
  {
    rule: 'A7: rules that forbid it from now on skip what is pending',
    lead: { suppression: { bouncedAt: on } },
    before: { bounceRules: { skips: [] } },
    after: { bounceRules: { skips: ['automated-mail'] } },
    runs: [],
    because: { kind: 'lead', fact: 'bounced', at: on },
  },
  {
    rule: 'A9: a cap where there was none lets pending tasks appear day by day',
    step: { type: 'call' },
    after: { maxTasksPerDay: 1 },
    runs: ['2026-11-24T09:00', '2026-11-25T08:00'],
    because: setting('maxTasksPerDay'),
  },
  {
    rule: 'E4: quiet hours that changed drop the SMS that falls in them',
    step: sms,
    after: { smsQuietHours: { from: '09:30', to: '12:00', policy: 'drop' } },
    runs: [],
    because: setting('smsQuietHours'),
  },
  {
    rule: 'E4: quiet hours that defer hold back the SMS until they end',
    step: sms,
    after: { smsQuietHours: { from: '09:30', to: '12:00', policy: 'defer' } },
    runs: both('2026-11-24T11:00'),
    because: setting('smsQuietHours'),
  },
];

/** A sequence that begins with a task nobody sees and goes on on Tuesday: what goes on Monday counts for no cap. */
async function pendingUntilTuesday({ step, lead, before }: Partial<Change>): Promise<Recorded> {
  const wait = { amount: 24, unit: 'hours' as const };
  const leads = ['a', 'b'].map((id) => ({ id, ...lead }));
  const w = await living({ steps: [{ ...step, wait }], leads, settings: before ?? {} });
  await w.run(at('2026-11-23T19:00:00.000Z'));
  return w;
}

async function decide(w: Recorded, values: Partial<Settings>): Promise<void> {
  const { settings } = w.ports.store;
  const stored = await settings.get(organisation, 'organisation');
  assert.ok(stored);
  const next = { ...stored, values: { ...stored.values, ...values }, revision: stored.revision + 1 };
  await settings.put(next, stored.revision);
}

const ran = (w: Recorded): string[] =>
  w.changes
    .flatMap(({ events, changedAt }) =>
      events.some(({ type }) => type === 'sent' || type === 'task-opened')
        ? [textOf(changedAt).slice(0, 16)]
        : [],
    )
    .toSorted();

describe('what is pending obeys a setting that changed, at its next wake-up', () => {
  for (const { rule, after, runs, because, same, ...of } of changes) {
    test(rule, async () => {
      const unchanged = await pendingUntilTuesday(of);
      await unchanged.run(at('2026-12-14T12:00:00.000Z'));
      const w = await pendingUntilTuesday(of);
      await decide(w, after);
      await w.run(at('2026-12-14T12:00:00.000Z'));
      assert.deepEqual(ran(w), runs);
      if (same) assert.deepEqual(ran(unchanged), runs);
      else assert.notDeepEqual(ran(unchanged), runs, 'the setting makes no difference');
      if (because === undefined) return;
      const said = ['a', 'b'].flatMap((lead) =>
        (['deferred', 'queued', 'planned', 'skipped'] as const).flatMap((type) =>
          reasons(w, type, `${lead}.${SEQUENCE}.1`).flat(),
        ),
      );
      assert.ok(
        said.some((each) => JSON.stringify(each) === JSON.stringify(because)),
        JSON.stringify(said),
      );
    });
  }

  test('E4: hours that come to let no SMS go drop it, or hold it for a person where it may not be dropped', async () => {
    for (const [policy, status] of [
      ['drop', 'finished'],
      ['defer', 'paused'],
    ] as const) {
      const w = await pendingUntilTuesday({ step: sms });
      await decide(w, {
        windowZone: 'recipient',
        workingHours: [{ from: '00:00', to: '07:30' }],
        smsQuietHours: { from: '23:00', to: '07:30', policy },
      });
      await w.run(at('2026-12-14T12:00:00.000Z'));
      const { state } = await w.enrollment(`a.${SEQUENCE}.1`);
      assert.equal(w.sms.calls.length, 0);
      assert.equal(state.status, status);
    }
  });

  test('A10: lateness that changed counts for tasks that are open already', async () => {
    const w = await pendingUntilTuesday({ step: { type: 'call' } });
    await w.run(at('2026-11-24T12:00:00.000Z'));
    const task = await w.ports.store.tasks.get(organisation, `a.${SEQUENCE}.1.s1`);
    const late = async () => {
      const sender = await loadSender(w.ports.store, organisation, SENDER);
      assert.ok(sender && task);
      return lateAt(task, sender.settings);
    };
    assert.equal(await late(), undefined);
    await decide(w, { taskLateness: { call: 30 } });
    assert.equal(await late(), at('2026-11-24T09:30:00.000Z'));
  });

  test('A11: a reason that became compulsory is asked for of tasks that are open already', async () => {
    const w = await pendingUntilTuesday({ step: { type: 'call' } });
    await w.run(at('2026-11-24T12:00:00.000Z'));
    await decide(w, { skipReasons: { reasons: [], compulsoryFor: ['call'] } });
    const now = w.clock.now();
    const skipped = await skipTask(w.ports, { organisation, id: `a.${SEQUENCE}.1.s1`, by: SENDER, now });
    assert.equal(skipped.kind, 'refused');
  });
});
