import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { moveEnrollment } from '#shared/use-cases/enrollments/move-enrollment.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { id, start, person, living, enroll, aLead, addOther, counts } from '#test/support/recorded.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

describe('enrolling and moving', () => {
  test('the same request again enrolls nobody again, though the first time is over', async () => {
    const w = await living({ steps: [{}], leads: [] });
    await w.ports.store.leads.put(aLead, 'absent');
    await enroll(w, ['lead1'], 'request-1');
    await w.run(at('2026-11-24T10:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    const [again] = await enroll(w, ['lead1'], 'request-1');
    assert.equal(again?.outcome, 'already-enrolled');
    const [other] = await enroll(w, ['lead1'], 'request-2');
    assert.equal(other?.outcome, 'enrolled');
  });

  test('D7: an unsubscribed lead is enrolled with a warning, whichever step the rules skip', async () => {
    const w = await living({ steps: [{ type: 'call' }, {}], leads: [] });
    const lead = { ...aLead, phone: '+33612345678', suppression: { unsubscribedAt: start } };
    await w.ports.store.leads.put(lead, 'absent');
    const [result] = await enroll(w);
    assert.deepEqual(result?.outcome === 'enrolled' && result.warnings, [
      {
        because: { kind: 'lead', fact: 'unsubscribed', at: start },
        steps: ['s2'],
        decidedBy: { setting: 'unsubscribeRules', source: { level: 'default', id: 'default' } },
      },
    ]);
  });

  test('a move for a sender who is not active changes nothing; one who replied meanwhile is not moved', async () => {
    const w = await living({ steps: [{}, {}] });
    await addOther(w);
    const move = () =>
      moveEnrollment(w.ports, {
        organisation,
        id,
        sequenceId: 'autumn',
        by: SENDER,
        because: person,
        now: w.clock.now(),
      });
    const user = await w.ports.store.users.get(organisation, SENDER);
    assert.ok(user);
    await w.ports.store.users.put({ ...user, active: false, revision: 2 }, 1);
    await assert.rejects(move(), { name: 'EnrollmentRefusedError' });
    assert.equal((await w.enrollment(id)).state.status, 'scheduled');
    await w.ports.store.users.put({ ...user, revision: 3 }, 2);
    const get = w.ports.store.sequences.get.bind(w.ports.store.sequences);
    w.ports.store.sequences.get = async (...of) => {
      w.ports.store.sequences.get = get;
      await ingestReply(w.ports, {
        message: { organisation, enrollment: id, step: 's1' },
        at: start,
        now: start,
      });
      return get(...of);
    };
    assert.equal((await move()).kind, 'conflict');
    assert.equal((await w.enrollments()).length, 1);
  });
});

describe('statistics (D9)', () => {
  test('count each thing once, and a lead who replies twice as one replier', async () => {
    const leads = ['lead1', 'lead2'].map((lead) => ({ id: lead }));
    const w = await living({ steps: [{}, { type: 'automated-sms' }, { type: 'call' }], leads });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    const message = { organisation, enrollment: enrollmentNamed(`lead2.${SEQUENCE}.1`), step: 's1' };
    for (let time = 0; time < 2; time += 1)
      await ingestReply(w.ports, { message, at: start, now: w.clock.now() });
    await w.run(at('2026-11-26T10:00:00.000Z'));
    await completeTask(w.ports, { organisation, id: `${id}.s3`, by: SENDER, now: w.clock.now() });
    assert.deepEqual(counts(w), {
      '-': { enrolled: 2, replied: 1, stopped: 1, finished: 1 },
      s1: { sent: 2, replied: 1 },
      s2: { sent: 1 },
      s3: { taskOpened: 1, taskCompleted: 1 },
    });
  });

  test('a bare claim is no activity', async () => {
    const w = await living({ steps: [{}] });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    const claimed = w.changes.find(({ state }) => state.status === 'sending');
    assert.ok(claimed);
    assert.equal(activityOfChange(claimed), undefined);
    assert.equal(w.changes.length, 3);
  });
});
