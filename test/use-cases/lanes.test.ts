import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { pauseEnrollment, resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { runDueSteps } from '#shared/use-cases/lanes/run-due-steps.ts';
import { ingestAutoReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { ORGANISATION as organisation, SENDER, type World } from '#test/support/world.ts';
import { id, person, living, aLead, addOther } from '#test/support/recorded.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';

describe('a lane', () => {
  const wait = { amount: 0, unit: 'minutes' as const };

  test('is not held back by steps that only their own weekdays keep from going', async () => {
    const leads = Array.from({ length: 60 }, (_, n) => ({ id: `f${n}` }));
    const w = await living({
      steps: [{ wait, weekdays: ['friday'] }],
      leads,
      settings: { maxMailsPerDay: 5 },
    });
    await addOther(w);
    await w.run(at('2026-11-23T10:00:00.000Z'));
    // Five fill the day, so that the sixth queues behind all of Friday's.
    await w.ports.store.leads.put({ ...aLead, id: 'late' }, 'absent');
    for (const leadId of ['f0', 'f1', 'f2', 'f3', 'f4', 'late']) {
      await enrollLeads(w.ports, {
        organisation,
        leadIds: [leadId],
        sequenceId: 'autumn',
        userId: SENDER,
        by: SENDER,
        now: w.clock.now(),
      });
    }
    await w.run(at('2026-11-24T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 6);
  });

  test('opens on the day on which what is left may go, though its sender does not work then', async () => {
    // Mondays 9 to 10 in Auckland are Sundays in Paris.
    const w = await living({
      steps: [{}],
      leads: [{ id: 'lead1', zone: zoneNamed('Pacific/Auckland') }],
      settings: {
        maxMailsPerDay: 5,
        windowZone: 'recipient',
        workingDays: ['monday'],
        workingHours: [{ from: '09:00', to: '10:00' }],
      },
    });
    await w.run(at('2026-12-07T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });

  test('A3: uses no slot beyond a cap that was lowered since, be it woken on the second', async () => {
    const leads = ['a', 'b', 'c'].map((lead) => ({ id: lead }));
    const w = await living({ steps: [{ at: '15:00' }], leads, settings: { maxMailsPerDay: 3 } });
    const { settings } = w.ports.store;
    const before = await settings.get(organisation, 'organisation');
    assert.ok(before);
    const values = { ...before.values, maxMailsPerDay: 1 };
    await settings.put({ ...before, revision: 2, values }, 1);
    await w.run(at('2026-11-23T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    await w.run(at('2026-11-25T20:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 3);
  });

  test('gives the slot of whom the rules skip to the next, the same day', async () => {
    const w = await living({
      steps: [{}],
      leads: ['a', 'b'].map((lead) => ({ id: lead })),
      settings: { maxMailsPerDay: 1 },
    });
    const lead = await w.ports.store.leads.get(organisation, 'a');
    assert.ok(lead);
    await w.ports.store.leads.put({ ...lead, status: 'disqualified', revision: 2 }, 1);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.to),
      ['b@example.com'],
    );
  });

  test('A5: keeps the delay between mails also over midnight', async () => {
    const w = await living({
      steps: [{}],
      leads: ['a', 'b', 'c', 'd'].map((lead) => ({ id: lead })),
      settings: {
        maxMailsPerDay: 2,
        mailDelay: { kind: 'fixed', seconds: 8 * 3600 },
        workingHours: [{ from: '00:00', to: '24:00' }],
      },
    });
    await w.run(at('2026-11-28T00:00:00.000Z'));
    const sent = w.changes.flatMap(({ claim, state }) =>
      state.status === 'sending' && claim ? [claim.at] : [],
    );
    assert.equal(sent.length, 4);
    sent.slice(1).forEach((each, n) => assert.ok(each - (sent[n] ?? 0) >= 8 * 3600 * 1000));
  });

  test('A3: lets follow-ups pass before first touches when nothing disturbs it', async () => {
    const leads = Array.from({ length: 30 }, (_, n) => ({ id: `l${n}` }));
    const w = await living({ steps: [{}, {}, {}], leads, settings: { maxMailsPerDay: 4 } });
    await w.run(at('2027-02-01T00:00:00.000Z'));
    const sends = w.changes.flatMap(({ claim, state, id: of }) =>
      state.status === 'sending' && claim
        ? [{ of, step: claim.step, day: localDate(claim.at, utc), due: state.due }]
        : [],
    );
    assert.equal(sends.length, 90);
    for (const first of sends.filter(({ step }) => step === 's1')) {
      const passedOver = sends.filter(
        ({ step, due, day }) => step !== 's1' && localDate(due, utc) < first.day && day > first.day,
      );
      assert.deepEqual(passedOver, [], `${first.of} on ${first.day}`);
    }
  });
});

describe('two who change one enrollment at once', () => {
  test('leave it with the wake-up of the winner, not of the loser', async () => {
    const w = await living({ steps: [{}] });
    const put = w.ports.store.enrollments.put.bind(w.ports.store.enrollments);
    const message = { organisation, enrollment: id, step: 's1' };
    const until = at('2026-12-01T09:00:00.000Z');
    // An automatic reply has made its wake-up when a longer pause is written, and then has nothing left to do.
    let lost = false;
    w.ports.store.enrollments.put = async (enrollment, expected) => {
      if (lost) return put(enrollment, expected);
      lost = true;
      await stopOrPause(w, at('2026-12-02T09:00:00.000Z'));
      return put(enrollment, expected);
    };
    await ingestAutoReply(w.ports, { message, at: w.clock.now(), until, now: w.clock.now() });
    await w.run(at('2026-12-02T08:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 0);
    await w.run(at('2026-12-02T10:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });

  const stopOrPause = (w: World, until: Instant) =>
    pauseEnrollment(w.ports, { organisation, id, until, because: person, now: w.clock.now() });

  test('F3: send once when both are workers with the same wake-up', async () => {
    const w = await living({ steps: [{}] });
    const [entry] = w.scheduler.entries();
    assert.ok(entry?.wakeUp.kind === 'step');
    const { wakeUp, at } = entry;
    const runs = await Promise.all([1, 2].map(() => runDueSteps(w.ports, [wakeUp], at)));
    const results = runs.map((run) => run.results);
    assert.equal(w.mailer.calls.length, 1);
    assert.deepEqual(results.flat().toSorted(), ['done', 'stale']);
  });

  test('F3: do not both prevail when one pauses and the other is about to call the provider', async () => {
    const w = await living({ steps: [{}] });
    const get = w.ports.store.templates.get.bind(w.ports.store.templates);
    w.ports.store.templates.get = async (...of) => {
      await stopOrPause(w, at('2026-12-01T11:00:00.000Z'));
      return get(...of);
    };
    await w.run(at('2026-11-23T20:00:00.000Z'));
    assert.equal(w.mailer.calls.length, 0);
    assert.equal((await w.enrollment(id)).state.status, 'paused');
  });

  test('leave the wake-ups of older revisions out of date', async () => {
    const w = await living({ steps: [{}] });
    const [entry] = w.scheduler.entries();
    assert.ok(entry?.wakeUp.kind === 'step');
    const old = { ...entry.wakeUp, revision: entry.wakeUp.revision - 1 };
    assert.deepEqual((await runDueSteps(w.ports, [old], entry.at)).results, ['stale']);
    assert.equal(w.mailer.calls.length, 0);
  });

  test('and wake-ups of one batch, one of them out of date, do not hide each other', async () => {
    const w = await living({ steps: [{ at: '15:00' }] });
    await pauseEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await resumeEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.run(at('2026-11-23T15:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });
});
