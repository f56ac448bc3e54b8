import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { ORGANISATION as organisation, SENDER, type World } from '#test/support/world.ts';
import { id, person, living, eventsOf, reasons, counts } from '#test/support/recorded.ts';
import { at } from '#test/support/at.ts';
import { localTime } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';

const delivered = (w: World, attempt = 1, messageId = 'message-1') =>
  ingestProviderEvent(
    w.ports,
    {
      kind: 'delivered',
      at: w.clock.now(),
      messageId,
      recipient: ['lead1@example.com'],
      tags: { organisation, enrollment: id, step: 's1', attempt },
    },
    w.clock.now(),
    organisation,
  );

describe('an outcome that is not known (F3)', () => {
  const steps = [{}, { wait: { amount: 2, unit: 'hours' as const } }];

  test('F3: is settled by the provider’s event; the wait counts from the send', async () => {
    const w = await living({ steps }, (call) => (call === 1 ? 'lose-answer' : 'accept'));
    await w.run(at('2026-11-23T09:30:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    await delivered(w);
    const { state } = await w.enrollment(id);
    assert.equal(state.status === 'scheduled' && state.at, at('2026-11-23T11:01:00.000Z'));
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
  });

  test('F3: stays so without an event: nothing more goes out', async () => {
    const w = await living({ steps }, () => 'lose-call');
    await w.run(at('2026-12-23T09:00:00.000Z'));
    const { state } = await w.enrollment(id);
    assert.equal(w.mailer.calls.length, 1);
    assert.equal(state.status === 'unknown' && state.listedAt, at('2026-11-24T09:01:00.000Z'));
  });

  test('F3: is settled on an enrollment that was paused or stopped meanwhile, which stays so', async () => {
    for (const end of [pauseEnrollment, stopEnrollment]) {
      const w = await living({ steps }, () => 'lose-answer');
      await w.run(at('2026-11-23T09:30:00.000Z'));
      await end(w.ports, { organisation, id, because: person, now: w.clock.now() });
      const { status } = (await w.enrollment(id)).state;
      await delivered(w);
      const after = await w.enrollment(id);
      assert.deepEqual([after.done, after.claim, after.state.status], [['s1'], undefined, status]);
      await w.run(at('2026-12-23T09:00:00.000Z'));
      assert.equal(w.mailer.calls.length, 1);
    }
  });

  test('F3: is not sent again after a pause and a resumption', async () => {
    const w = await living({ steps }, () => 'lose-answer');
    await w.run(at('2026-11-23T09:30:00.000Z'));
    await pauseEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await resumeEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await w.run(at('2026-12-23T09:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    assert.equal(w.mailer.calls.length, 1);
  });

  test('F3: is settled by the worker though it was paused and resumed while the provider was called', async () => {
    const w = await living({ steps });
    w.ports.mailer = {
      async send(mail) {
        if (w.mailer.calls.length === 0) {
          await pauseEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
          await resumeEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
        }
        return w.mailer.send(mail);
      },
    };
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
  });

  test('F3: is settled by an event that comes before the worker could', async () => {
    const w = await living({ steps });
    w.ports.mailer = {
      async send(mail) {
        const result = await w.mailer.send(mail);
        if (w.mailer.calls.length === 1) await delivered(w);
        return result;
      },
    };
    await w.run(at('2026-11-24T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
    assert.equal(eventsOf(w).filter(({ type }) => type === 'sent').length, 2);
  });

  test('F3: is not resent for a person when the provider’s event comes first', async () => {
    const w = await living({ steps }, (call) => (call === 1 ? 'lose-answer' : 'accept'));
    await w.run(at('2026-11-23T19:00:00.000Z'));
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: w.clock.now() });
    await delivered(w);
    await w.run(at('2026-12-01T09:00:00.000Z'));
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.tags['step']),
      ['s1', 's2'],
    );
  });
});

describe('an event of an earlier attempt', () => {
  test('F3: says nothing of the present one, which stays unknown', async () => {
    const w = await living({ steps: [{}, {}] }, () => 'lose-call');
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: w.clock.now() });
    await w.run(at('2026-11-23T11:00:00.000Z'));
    assert.equal(w.mailer.calls.length, 2);
    await delivered(w, 1);
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    await delivered(w, 2, 'message-2');
    assert.equal((await w.enrollment(id)).state.status, 'scheduled');
  });
});

describe('a provider that refuses', () => {
  const throttled = { kind: 'refused', retry: true, code: 'Throttled', message: 'Slow down' } as const;

  test('F3: for the moment is asked again, later each time, and then the sequence goes on', async () => {
    const w = await living({ steps: [{}, {}] }, (call) => (call <= 3 ? throttled : 'accept'));
    await w.run(at('2026-11-23T12:00:00.000Z'));
    const until = eventsOf(w).flatMap((event) =>
      event.type === 'deferred' ? [localTime(event.until, utc)] : [],
    );
    assert.deepEqual(until, ['09:02', '09:04', '09:08']);
    assert.deepEqual(reasons(w, 'deferred')[0], [
      { kind: 'provider', code: 'Throttled', message: 'Slow down' },
    ]);
    assert.equal(w.mailer.sent.length, 1);
    assert.equal((await w.enrollment(id)).state.status, 'scheduled');
  });

  test('F3: for good fails the step, once, and the next one follows', async () => {
    const rejected = { kind: 'refused', retry: false, code: 'Rejected', message: 'No' } as const;
    const w = await living({ steps: [{}, {}] }, (call) => (call === 1 ? rejected : 'accept'));
    await w.run(at('2026-11-30T12:00:00.000Z'));
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.tags['step']),
      ['s2'],
    );
    assert.deepEqual(counts(w)['s1'], { failed: 1 });
  });
});
