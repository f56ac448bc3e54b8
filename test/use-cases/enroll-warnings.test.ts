import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeReason } from '#shared/domain/activity/describe-reason.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { checkEnrollment } from '#shared/use-cases/forecasts/check-enrollment.ts';
import { enrollOnce } from '#shared/use-cases/enrollments/enroll-once.ts';
import { aheadViews, warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import { makeForecast } from '#shared/use-cases/forecasts/make-forecast.ts';
import { newFileJob, newJob, started } from '#shared/use-cases/jobs/new-job.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { enrolledWorld, LEAD } from '#test/support/task-world.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');
const on = at('2027-02-03T10:00:00.000Z');
const caller = { organisation, userId: SENDER, role: 'user' } as const;
const source = { level: 'organisation', id: organisation };

const leads: (Partial<Lead> & { id: string })[] = [
  { id: 'fine' },
  { id: 'unsubscribed', suppression: { unsubscribedAt: on } },
  { id: 'complained', suppression: { complainedAt: on } },
  { id: 'listed', suppression: { byHandAt: on } },
  { id: 'bounced', suppression: { bouncedAt: on } },
  { id: 'disqualified', status: 'disqualified' },
  { id: 'nomail', email: undefined },
  { id: 'nophone', phone: undefined },
];

const warned = [
  { leadId: 'fine', warnings: [] },
  {
    leadId: 'unsubscribed',
    warnings: [
      { reason: 'unsubscribed', since: on, steps: ['s1', 's3'], setting: 'unsubscribeRules', source },
    ],
  },
  {
    leadId: 'complained',
    warnings: [{ reason: 'complained', since: on, steps: ['s1', 's3'], setting: 'unsubscribeRules', source }],
  },
  {
    leadId: 'listed',
    warnings: [
      { reason: 'suppressed-by-hand', since: on, steps: ['s1', 's3'], setting: 'unsubscribeRules', source },
    ],
  },
  {
    leadId: 'bounced',
    warnings: [
      {
        reason: 'bounced',
        since: on,
        steps: ['s1'],
        setting: 'bounceRules',
        source: { level: 'user', id: SENDER },
      },
    ],
  },
  { leadId: 'disqualified', warnings: [{ reason: 'disqualified', steps: ['s1', 's2', 's3'] }] },
  { leadId: 'nomail', warnings: [{ reason: 'no-address', steps: ['s1'] }] },
  { leadId: 'nophone', warnings: [{ reason: 'no-address', steps: ['s2', 's3'] }] },
];

async function spring(): Promise<World> {
  const w = world(start);
  await seed(w, {
    steps: [{}, { type: 'call' }, { type: 'automated-sms' }],
    leads,
    settings: { unsubscribeRules: { skips: ['automated-mail', 'automated-sms'] } },
  });
  const values = { bounceRules: { skips: ['automated-mail' as const] } };
  await w.ports.store.settings.put({ organisation, scope: `user.${SENDER}`, revision: 1, values }, 'absent');
  return w;
}

const leadIds = leads.map(({ id }) => id);
const withoutText = <T extends { words: string }>({ words: _words, ...rest }: T) => rest;

/** A running job that enrolls the leads of its file. */
function enrollingJob() {
  const kind = 'enroll-leads' as const;
  const work = { kind, sequenceId: SEQUENCE, userId: SENDER, warned: [], warnedParts: [] };
  return started(newFileJob(newJob(caller, 'job1', start), { work, strict: false }), 22);
}

describe('warnings on enrolling', () => {
  test('D7: enrolling many warns for each lead of the date, the steps it costs and the setting of whom', async () => {
    const w = await spring();
    const request = { caller, leadIds, sequenceId: SEQUENCE, userId: SENDER, now: start };
    const outcome = await enrollOnce(w.ports, request);
    assert.ok(outcome.kind === 'enrolled');
    const warnings = outcome.results.map((each) => ({
      leadId: each.leadId,
      warnings: each.warnings?.map(withoutText),
    }));
    assert.deepEqual(warnings, warned);
    assert.equal(outcome.results[1]?.unsubscribedAt, on);
    assert.equal(
      outcome.results[1].warnings?.[0]?.words,
      'the lead has unsubscribed (2027-02-03 10:00 UTC): steps s1, s3 skipped (the unsubscribe rules, decided for the organisation)',
    );
  });

  test('D7: the check warns of the same before anything is enrolled', async () => {
    const w = await spring();
    const asked = [...leadIds, 'nobody'];
    const request = { caller, leadIds: asked, sequenceId: SEQUENCE, userId: SENDER, now: start };
    const outcome = await checkEnrollment(w.ports, request);
    assert.ok(outcome.kind === 'checked');
    const warnings = outcome.results.flatMap((each) =>
      each.outcome === 'can-enroll'
        ? [{ leadId: each.leadId, warnings: each.warnings.map(warningView).map(withoutText) }]
        : [],
    );
    assert.deepEqual(warnings, warned);
    assert.equal(outcome.results.at(-1)?.outcome, 'refused');
    assert.deepEqual(await w.enrollments(), []);
  });

  test('D3: enrolling, its check and the forecast warn of hours outside those of the sender, in the same words', async () => {
    const w = world(start);
    await seed(w, {
      steps: [{ at: '10:30' }, { type: 'call', at: '19:00' }, { at: '06:00' }],
      leads: [{ id: 'fine' }],
    });
    const values = {
      workingHours: [
        { from: '08:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
    };
    await w.ports.store.settings.put(
      { organisation, scope: `user.${SENDER}`, revision: 1, values },
      'absent',
    );
    const expected = [
      {
        reason: 'outside-working-hours',
        steps: ['s2', 's3'],
        setting: 'workingHours',
        source: { level: 'user', id: SENDER },
        words: `the hours of steps s2, s3 lie outside the working hours: they go at the next opening (working hours, decided for the user ${SENDER})`,
      },
    ];
    const request = { caller, leadIds: ['fine'], sequenceId: SEQUENCE, userId: SENDER, now: start };
    const checked = await checkEnrollment(w.ports, request);
    const [lead] = checked.kind === 'checked' ? checked.results : [];
    assert.deepEqual(lead?.outcome === 'can-enroll' && lead.warnings.map(warningView), expected);
    const input = {
      sequenceId: SEQUENCE,
      draft: false,
      leads: { ids: ['fine'] },
      userId: SENDER,
      taskMinutes: 0,
    };
    const ports = w.ports;
    const forecast = await makeForecast(ports, { caller, query: input, most: 10, now: start });
    assert.deepEqual(forecast.kind === 'forecast' && forecast.warnings.map(warningView), expected);
    const enrolled = await enrollOnce(w.ports, request);
    assert.deepEqual(enrolled.kind === 'enrolled' && enrolled.results[0]?.warnings, expected);
  });

  test('D7: the check warns of what the forecast says is held, at which step and why', async () => {
    const hold = {
      organisation,
      id: `sender.${SENDER}.sms`,
      level: 'sender',
      userId: SENDER,
      channel: 'sms',
      refusals: 0,
      reason: { kind: 'person', userId: SENDER },
      since: start,
      revision: 1,
    } as const;
    const cases = [
      { what: 'a variable that nothing fills', of: { steps: [{ type: 'call' }, {}] } },
      { what: 'a hold', of: { steps: [{}, { type: 'automated-sms' }] }, hold },
      { what: 'weekdays that never come', of: { steps: [{}, { weekdays: ['sunday'] }] } },
    ] as const;
    const held: Record<string, unknown> = {};
    for (const { what, of, ...more } of cases) {
      const w = world(start);
      const ids = ['fine', 'nameless', 'unsubscribed'];
      const unsubscribed = { unsubscribedAt: on };
      const steps = of.steps.map((step) => ({ ...step }) as Partial<Step>);
      await seed(w, {
        steps,
        leads: [
          { id: 'fine' },
          { id: 'nameless', firstName: undefined },
          { id: 'unsubscribed', firstName: undefined, suppression: unsubscribed },
        ],
      });
      if ('hold' in more) await w.ports.store.holds.put(more.hold, 'absent');
      const request = { caller, leadIds: ids, sequenceId: SEQUENCE, userId: SENDER, now: start };
      const checked = await checkEnrollment(w.ports, request);
      const words = (checked.kind === 'checked' ? checked.results : []).flatMap((each) =>
        each.outcome === 'can-enroll'
          ? aheadViews(each.ahead).map(({ words }) => `${each.leadId}: ${words}`)
          : [],
      );
      const query = {
        sequenceId: SEQUENCE,
        draft: false,
        leads: { ids },
        userId: SENDER,
        taskMinutes: 0,
      };
      const forecast = await makeForecast(w.ports, { caller, query, most: 10, now: start });
      const foreseen = (forecast.kind === 'forecast' ? forecast.lines : []).flatMap(({ leadId, end }) =>
        end?.outcome === 'held' ? [`${leadId}: ${describeReason(end.because)}`] : [],
      );
      assert.deepEqual(
        words.map((each) => each.replace(/held at step s\d: /, '')),
        foreseen,
        what,
      );
      held[what] = words;
      assert.deepEqual(await w.enrollments(), [], 'nothing is changed');
    }
    assert.deepEqual(held, {
      'a variable that nothing fills': ['nameless: held at step s2: nothing fills lead.firstName'],
      'a hold': [
        `fine: held at step s2: ${SENDER} decided so`,
        'nameless: held at step s1: nothing fills lead.firstName',
      ],
      'weekdays that never come': [
        'fine: held at step s2: the weekdays of the step',
        'nameless: held at step s1: nothing fills lead.firstName',
      ],
    });
  });

  test('D7: a lead that is in the sequence already is told apart by the check', async () => {
    const w = await spring();
    const request = { caller, leadIds: ['fine'], sequenceId: SEQUENCE, userId: SENDER, now: start };
    await enrollOnce(w.ports, request);
    const outcome = await checkEnrollment(w.ports, request);
    assert.deepEqual(outcome.kind === 'checked' && outcome.results, [
      { leadId: 'fine', outcome: 'already-enrolled', enrollmentId: `fine.${SEQUENCE}.1` },
    ]);
  });

  test('D7: rules that skip nothing still warn of the unsubscription and its date', async () => {
    const w = await spring();
    const values = { unsubscribeRules: { skips: [] } };
    await w.ports.store.settings.put({ organisation, scope: `user.${SENDER}`, revision: 2, values }, 1);
    const request = { caller, leadIds: ['unsubscribed'], sequenceId: SEQUENCE, userId: SENDER, now: start };
    const outcome = await checkEnrollment(w.ports, request);
    const [lead] = outcome.kind === 'checked' ? outcome.results : [];
    assert.equal(
      lead?.outcome === 'can-enroll' && lead.warnings.map(warningView)[0]?.words,
      `the lead has unsubscribed (2027-02-03 10:00 UTC): no step is skipped (the unsubscribe rules, decided for the user ${SENDER})`,
    );
  });

  test('D7: a file of leads to enroll gives a file of warnings, line by line', async () => {
    const w = await spring();
    const files = memoryFiles();
    const ports = { ...w.ports, files, inboundMail: files };
    await w.ports.store.leads.put(
      {
        organisation,
        id: 'abcdefghijklmnop',
        revision: 1,
        status: 'lead',
        ownerId: SENDER,
        email: 'ana@example.com',
        phone: '+33612345678',
        fields: {},
        suppression: { unsubscribedAt: on },
        createdAt: start,
      },
      'absent',
    );
    await w.ports.store.jobs.put(enrollingJob(), 'absent');
    files.stored.set('jobs/acme/job1/upload.csv', new TextEncoder().encode('lead\nabcdefghijklmnop\n'));
    const done = await runJobSlice(ports, { organisation, jobId: 'job1', now: start });
    assert.ok(done?.kind === 'enroll-leads');
    assert.deepEqual(done.progress, { read: 1, accepted: 1, unchanged: 0, rejected: 0 });
    assert.equal(done.warned[0]?.line, 2);
    const text = new TextDecoder().decode(files.stored.get(done.warnedParts[0] ?? ''));
    assert.match(
      text,
      /^line,warning\r\n2,"the lead has unsubscribed \(2027-02-03 10:00 UTC\): steps s1, s3 skipped/,
    );
  });

  test('D3: a file of leads to enroll warns once of hours outside those of the sender, with its first lead', async () => {
    const w = world(start);
    const ids = ['abcdefghijklmnop', 'bcdefghijklmnopq', 'cdefghijklmnopqr'];
    await seed(w, { steps: [{ at: '21:00' }], leads: ids.map((id) => ({ id })) });
    const files = memoryFiles();
    const ports = { ...w.ports, files, inboundMail: files };
    await w.ports.store.jobs.put(enrollingJob(), 'absent');
    files.stored.set('jobs/acme/job1/upload.csv', new TextEncoder().encode(`lead\n${ids.join('\n')}\n`));
    const done = await runJobSlice(ports, { organisation, jobId: 'job1', now: start });
    assert.ok(done?.kind === 'enroll-leads');
    assert.equal(done.progress.accepted, 3);
    assert.deepEqual(
      done.warned.map(({ line, reason }) => [line, reason.slice(0, 59)]),
      [[2, 'the hour of step s1 lies outside the working hours: it goes']],
    );
  });
});

describe('warnings on mailing', () => {
  test('D7: the draft of a mail to an unsubscribed lead warns with the date, where the rules let it go', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'mail' }],
      leads: [{ id: LEAD, suppression: { unsubscribedAt: on } }],
      settings: { unsubscribeRules: { skips: ['automated-mail'] } },
    });
    await w.run(at('2027-03-01T09:00:00.000Z'));
    const { status, body } = await w.as(SENDER, 'user')('GET', `/v1/tasks/${LEAD}.${SEQUENCE}.1.s1/draft`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.warnings.map(withoutText), [
      { reason: 'unsubscribed', since: textOf(on), steps: [], setting: 'unsubscribeRules', source },
    ]);
    assert.equal(body.obstacle, undefined);
  });
});
