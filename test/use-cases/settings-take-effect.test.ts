import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Because } from '#shared/domain/kernel/because.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequence/step.ts';
import { defaultSettings } from '#shared/domain/settings/defaults.ts';
import type { SettingName, Settings } from '#shared/domain/settings/settings.ts';
import { lateAt } from '#shared/domain/task/task.ts';
import { skipTask } from '#shared/use-cases/engine/close-task.ts';
import { loadSender } from '#shared/use-cases/engine/load-sender.ts';
import { apiWorld, type As } from '#test/support/api.ts';
import { living, reasons, type Recorded } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';

/** A value for each level, each other than the default. */
const values: Record<string, { name: SettingName; organisation: unknown; group: unknown; user: unknown }[]> =
  {
    A1: [
      { name: 'workingDays', organisation: ['monday'], group: ['tuesday'], user: ['sunday'] },
      {
        name: 'holidays',
        organisation: { country: 'FR', extra: [] },
        group: { country: 'RO', extra: [] },
        user: { country: null, extra: ['2027-05-14'] },
      },
    ],
    A2: [
      {
        name: 'workingHours',
        organisation: [{ from: '08:00', to: '12:00' }],
        group: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '24:00' },
        ],
        user: [{ from: '10:00', to: '11:00' }],
      },
      { name: 'windowZone', organisation: 'recipient', group: 'sender', user: 'recipient' },
    ],
    A3: [{ name: 'maxMailsPerDay', organisation: 10, group: null, user: 30 }],
    A4: [{ name: 'maxSmsPerDay', organisation: 10, group: null, user: 30 }],
    A5: [
      {
        name: 'mailDelay',
        organisation: { kind: 'none' },
        group: { kind: 'fixed', seconds: 5 },
        user: { kind: 'random', minSeconds: 5, maxSeconds: 50 },
      },
    ],
    A6: [
      {
        name: 'unsubscribeRules',
        organisation: { skips: ['automated-mail'] },
        group: { skips: [] },
        user: { skips: ['call', 'reply'] },
      },
    ],
    A7: [
      {
        name: 'bounceRules',
        organisation: { skips: ['mail'] },
        group: { skips: [] },
        user: { skips: ['call'] },
      },
    ],
    A9: [{ name: 'maxTasksPerDay', organisation: 10, group: 20, user: 30 }],
    A10: [{ name: 'taskLateness', organisation: { call: 10 }, group: { mail: 20 }, user: {} }],
    A11: [
      {
        name: 'skipReasons',
        organisation: { reasons: [{ id: 'busy', label: 'Busy' }], compulsoryFor: ['call'] },
        group: { reasons: [], compulsoryFor: ['call'] },
        user: { reasons: [{ id: 'away', label: 'Away' }], compulsoryFor: [] },
      },
    ],
    E4: [
      {
        name: 'smsQuietHours',
        organisation: { from: '22:00', to: '07:00', policy: 'defer' },
        group: { from: '21:00', to: '08:00', policy: 'drop' },
        user: { from: '12:00', to: '13:00', policy: 'defer' },
      },
    ],
  };

async function patch(admin: As, scope: string, body: object): Promise<void> {
  const { headers } = await admin('GET', `/v1/settings/${scope}`);
  const answer = await admin('PATCH', `/v1/settings/${scope}`, {
    body,
    headers: { 'if-match': String(headers.etag) },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

describe('each setting is decided at each level, and reads as effective with who decided it', () => {
  for (const [number, settings] of Object.entries(values))
    for (const { name, ...levels } of settings) {
      test(`${number}: ${name}: user before group before organisation before default, the whole value`, async () => {
        const admin = apiWorld().as('ada', 'admin');
        await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris' } });
        const body = {
          name: 'Claire',
          email: 'claire@acme.example',
          zone: 'Europe/Paris',
          groupIds: ['paris'],
        };
        await admin('PUT', '/v1/users/claire', { body });
        const effective = async () => (await admin('GET', '/v1/users/claire/settings')).body[name];
        assert.deepEqual(await effective(), {
          value: defaultSettings[name],
          source: { level: 'default', id: 'default' },
        });
        for (const [level, id] of [
          ['organisation', 'acme'],
          ['group', 'paris'],
          ['user', 'claire'],
        ] as const) {
          const scope = level === 'organisation' ? level : `${level}.${id}`;
          await patch(admin, scope, { [name]: levels[level] });
          assert.deepEqual(await effective(), { value: levels[level], source: { level, id } });
        }
        const { headers } = await admin('GET', '/v1/settings/user.claire');
        const options = { headers: { 'if-match': String(headers.etag) } };
        assert.equal((await admin('DELETE', `/v1/settings/user.claire/${name}`, options)).status, 200);
        assert.deepEqual(await effective(), {
          value: levels.group,
          source: { level: 'group', id: 'paris' },
        });
      });
    }
});

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
  because?: Because;
  /** The setting is to make no difference. */
  same?: true;
};

const source = { level: 'organisation', id: organisation } as const;
const setting = (name: SettingName): Because => ({ kind: 'setting', setting: name, source });
const on = '2026-11-01T09:00:00.000Z';
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
    after: { holidays: { country: null, extra: ['2026-11-24'] } },
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
    lead: { zone: 'America/New_York' },
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
  await w.run('2026-11-23T19:00:00.000Z');
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
      events.some(({ type }) => type === 'sent' || type === 'task-opened') ? [changedAt.slice(0, 16)] : [],
    )
    .toSorted();

describe('what is pending obeys a setting that changed, at its next wake-up', () => {
  for (const { rule, after, runs, because, same, ...of } of changes) {
    test(rule, async () => {
      const unchanged = await pendingUntilTuesday(of);
      await unchanged.run('2026-12-14T12:00:00.000Z');
      const w = await pendingUntilTuesday(of);
      await decide(w, after);
      await w.run('2026-12-14T12:00:00.000Z');
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
      await w.run('2026-12-14T12:00:00.000Z');
      const { state } = await w.enrollment(`a.${SEQUENCE}.1`);
      assert.equal(w.sms.calls.length, 0);
      assert.equal(state.status, status);
    }
  });

  test('A10: lateness that changed counts for tasks that are open already', async () => {
    const w = await pendingUntilTuesday({ step: { type: 'call' } });
    await w.run('2026-11-24T12:00:00.000Z');
    const task = await w.ports.store.tasks.get(organisation, `a.${SEQUENCE}.1.s1`);
    const late = async () => {
      const sender = await loadSender(w.ports.store, organisation, SENDER);
      assert.ok(sender && task);
      return lateAt(task, sender.settings);
    };
    assert.equal(await late(), undefined);
    await decide(w, { taskLateness: { call: 30 } });
    assert.equal(await late(), '2026-11-24T09:30:00.000Z');
  });

  test('A11: a reason that became compulsory is asked for of tasks that are open already', async () => {
    const w = await pendingUntilTuesday({ step: { type: 'call' } });
    await w.run('2026-11-24T12:00:00.000Z');
    await decide(w, { skipReasons: { reasons: [], compulsoryFor: ['call'] } });
    const now = w.clock.now();
    const skipped = await skipTask(w.ports, { organisation, id: `a.${SEQUENCE}.1.s1`, by: SENDER, now });
    assert.equal(skipped.kind, 'refused');
  });
});
