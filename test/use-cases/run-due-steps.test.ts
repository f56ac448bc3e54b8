import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import {
  pauseEnrollment,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { noteSuppression } from '#shared/use-cases/suppressions/suppress-lead.ts';
import {
  ORGANISATION as organisation,
  publish,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const start = at('2026-11-23T09:00:00.000Z');
const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);
const person = { kind: 'person', userId: SENDER } as const;

const enroll = (w: World, leadIds = ['lead1']) =>
  enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: w.clock.now(),
  });
const sentTo = (w: World) => w.mailer.sent.map(({ message }) => message.to);

describe('a sequence', () => {
  test('D3, D6: sends a first mail, its follow-up in the thread a day later, and ends', async () => {
    const w = world(start);
    await seed(w, { steps: [{}, { type: 'automated-reply' }] });
    await enroll(w);
    await w.run(at('2026-11-24T08:59:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    await w.run(at('2026-12-01T00:00:00.000Z'));
    const [first, second] = w.mailer.sent.map(({ message }) => message);
    assert.equal(first?.subject, 'Hello Zoé');
    assert.equal(first.headers['In-Reply-To'], undefined);
    assert.equal(second?.headers['In-Reply-To'], '<message-1@eu-west-1.amazonses.com>');
    assert.match(first.headers['List-Unsubscribe'] ?? '', /^<https:\/\/acme\.example\/u\//);
    assert.equal(first.headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
    assert.match(first.replyTo, /^r\+lead1\.spring\.1\.s1\.acme[a-z2-7]{8}@reply\.acme\.example$/);
    const { state, done } = await w.enrollment(id);
    assert.deepEqual(done, ['s1', 's2']);
    assert.deepEqual(state, {
      status: 'finished',
      at: state.status === 'finished' && state.at,
      because: { kind: 'engine', rule: 'all-steps-done' },
    });
  });

  test('D2: waits for a task, and goes on at once when it is completed', async () => {
    const w = world(start);
    await seed(w, { steps: [{ type: 'call' }, { wait: { amount: 0, unit: 'minutes' } }] });
    await enroll(w);
    await w.run(at('2026-11-24T10:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    await completeTask(w.ports, { organisation, id: `${id}.s1`, by: SENDER, now: w.clock.now() });
    await w.run(at('2026-11-24T10:02:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    assert.equal((await w.ports.store.tasks.get(organisation, `${id}.s1`))?.status, 'completed');
  });

  test('F6: sends nothing while paused, and on resuming lets what fell due go through the cap', async () => {
    const w = world(start);
    const leads = ['a', 'b', 'c'].map((lead) => ({ id: lead }));
    await seed(w, { steps: [{}, {}], leads, settings: { maxMailsPerDay: 3 } });
    await enroll(w, ['a', 'b', 'c']);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    for (const { id: one } of await w.enrollments()) {
      await pauseEnrollment(w.ports, { organisation, id: one, because: person, now: w.clock.now() });
    }
    await w.ports.store.settings.put(
      {
        organisation,
        scope: 'organisation',
        revision: 2,
        values: { maxMailsPerDay: 1, mailDelay: { kind: 'none' } },
      },
      1,
    );
    await w.run(at('2026-11-30T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 3);
    for (const { id: one } of await w.enrollments()) {
      await resumeEnrollment(w.ports, { organisation, id: one, because: person, now: w.clock.now() });
    }
    for (const [day, sent] of [
      ['2026-11-30', 4],
      ['2026-12-01', 5],
      ['2026-12-02', 6],
    ] as const) {
      await w.run(at(`${day}T22:00:00.000Z`));
      assert.equal(w.mailer.sent.length, sent, day);
    }
  });

  test('resumes by itself when a pause ends', async () => {
    const w = world(start);
    await seed(w, { steps: [{}] });
    await enroll(w);
    await pauseEnrollment(w.ports, {
      organisation,
      id,
      until: at('2026-11-25T10:00:00.000Z'),
      because: person,
      now: start,
    });
    await w.run(at('2026-11-25T09:59:00.000Z'));
    assert.equal(w.mailer.sent.length, 0);
    await w.run(at('2026-11-25T10:05:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });

  test('sends nothing once stopped', async () => {
    const w = world(start);
    await seed(w, { steps: [{}, {}] });
    await enroll(w);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    await stopEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.run(at('2026-12-23T12:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
  });

  test('A6: skips what the rules forbid after unsubscribing, and ends when nothing else is left', async () => {
    const w = world(start);
    await seed(w, { steps: [{}, {}, {}] });
    await enroll(w);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    await noteSuppression(w.ports, organisation, 'lead1', { unsubscribedAt: w.clock.now() });
    await w.run(at('2026-12-23T12:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    const { state, done, events } = await w.enrollment(id);
    assert.equal(state.status, 'finished');
    assert.deepEqual(done, ['s1', 's2', 's3']);
    assert.equal(events.filter(({ type }) => type === 'finished').length, 1);
  });

  test('D10: takes a new version from the step after the one scheduled, and repeats nothing', async () => {
    const w = world(start);
    await seed(w, { steps: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
    await enroll(w);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    await publish(w.ports.store, [{ id: 'x' }, { id: 'b' }, { id: 'y' }, { id: 'a' }], 2, w.clock.now());
    const sequence = await w.ports.store.sequences.get(organisation, SEQUENCE);
    assert.ok(sequence);
    await w.ports.store.sequences.put({ ...sequence, currentVersion: 2, revision: 2 }, 1);
    await w.run(at('2026-12-23T12:00:00.000Z'));
    assert.deepEqual((await w.enrollment(id)).done, ['a', 'b', 'y']);
  });

  test('D8: never leaves an empty hole: a variable that nothing fills holds the enrollment', async () => {
    const w = world(start);
    await seed(w, { steps: [{}], leads: [{ id: 'lead1', firstName: undefined }] });
    await enroll(w);
    await w.run(at('2026-11-24T12:00:00.000Z'));
    assert.deepEqual(sentTo(w), []);
    const { state } = await w.enrollment(id);
    assert.deepEqual(state.status === 'paused' && state.because, {
      kind: 'content',
      missing: ['lead.firstName'],
    });
  });

  test('A2: obeys a setting that was tightened after the step was planned', async () => {
    const w = world(start);
    await seed(w, { steps: [{}, {}] });
    await enroll(w);
    await w.run(at('2026-11-23T12:00:00.000Z'));
    const values = {
      mailDelay: { kind: 'none' as const },
      maxMailsPerDay: null,
      workingHours: [{ from: '15:00', to: '16:00' }],
    };
    await w.ports.store.settings.put({ organisation, scope: 'organisation', revision: 2, values }, 1);
    await w.run(at('2026-11-24T13:59:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    await w.run(at('2026-11-24T14:01:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
  });

  test('A3: works off a long queue at the cap, every day, each lead once', async () => {
    const w = world(start);
    const leads = Array.from({ length: 40 }, (_, n) => ({ id: `l${n}` }));
    await seed(w, {
      steps: [{}, { wait: { amount: 2, unit: 'days' } }],
      leads,
      settings: { maxMailsPerDay: 10 },
    });
    await enroll(
      w,
      leads.map((lead) => lead.id),
    );
    assert.equal(w.scheduler.entries().length, 11);
    const perDay: number[] = [];
    for (let day = 23; day <= 30; day += 1) {
      const before = w.mailer.sent.length;
      await w.run(at(`2026-11-${day}T23:00:00.000Z`));
      perDay.push(w.mailer.sent.length - before);
    }
    assert.deepEqual(perDay.slice(0, 5), [10, 10, 10, 10, 10]);
    assert.deepEqual(perDay.slice(5, 7), [0, 0]);
    await w.run(at('2026-12-10T23:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 80);
    assert.equal(
      new Set(w.mailer.sent.map(({ message }) => `${message.to} ${message.tags['step']}`)).size,
      80,
    );
  });
});
