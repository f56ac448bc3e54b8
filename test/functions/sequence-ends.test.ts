import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import {
  mail,
  anyRevision,
  type Tried,
  prepared,
  leadId,
  enrollmentOf,
  put,
  publish,
  begin,
} from '#test/support/edited-sequence.ts';
import { runJobs } from '#test/support/jobs.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

describe('what stops a sequence', () => {
  const message = { organisation, enrollment: enrollmentNamed(enrollmentOf('ana')), step: 'a' };
  const reply = (w: Tried) => ingestReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
  const convert = (w: Tried) =>
    convertLead(w.ports, {
      organisation,
      leadId: leadId('ana'),
      as: 'converted',
      by: SENDER,
      now: w.clock.now(),
    });

  test('D5: a reply and a conversion, unless its version says otherwise', async () => {
    for (const act of [reply, convert]) {
      const w = await prepared();
      await begin(w, [mail('a', 0), mail('b')], ['ana']);
      await w.run(at('2027-03-22T12:00:00.000Z'));
      await act(w);
      assert.equal((await w.enrollment(enrollmentOf('ana'))).state.status, 'stopped');
    }
  });

  test('D5: where a reply does not stop it, it is recorded once and the sequence goes on', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana'], { stopOnReply: false });
    await w.run(at('2027-03-22T12:00:00.000Z'));
    await reply(w);
    await reply(w);
    const { repliedAt, state } = await w.enrollment(enrollmentOf('ana'));
    assert.deepEqual([repliedAt, state.status], [at('2027-03-22T12:00:00.000Z'), 'scheduled']);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b']);
    await w.flow();
    const { body } = await w.anne('GET', '/v1/sequences/edit/statistics');
    assert.deepEqual(body.replyRate, { repliers: 1, total: 1, rate: 1 });
  });

  test('D5: where a conversion does not stop it, the sequence goes on; a disqualified lead gets nothing', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana'], { stopOnConversion: false });
    await w.run(at('2027-03-22T12:00:00.000Z'));
    await convert(w);
    await w.run(at('2027-03-23T12:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b']);
    const of = { organisation, leadId: leadId('ana'), by: SENDER, now: w.clock.now() };
    await convertLead(w.ports, { ...of, as: 'disqualified' });
    assert.equal((await w.enrollment(enrollmentOf('ana'))).state.status, 'stopped');
  });

  test('D5: a second reply stops it where the version has come to stop at replies, and counts once', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana'], { stopOnReply: false });
    await w.run(at('2027-03-22T12:00:00.000Z'));
    await reply(w);
    await put(w, [mail('a', 0), mail('b'), mail('c')]);
    await publish(w);
    await w.run(at('2027-03-23T12:00:00.000Z'));
    await reply(w);
    assert.equal((await w.enrollment(enrollmentOf('ana'))).state.status, 'stopped');
    await w.flow();
    const { body } = await w.anne('GET', '/v1/sequences/edit/statistics');
    assert.equal(body.replyRate.repliers, 1);
  });

  test('D5: the version that a lead is on decides, not the draft', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana'], { stopOnReply: false });
    await put(w, [mail('a', 0), mail('b')], {});
    await publish(w);
    await w.run(at('2027-03-22T09:01:00.000Z'));
    // Its second step is read from the new version, where a reply stops it.
    await reply(w);
    const { state } = await w.enrollment(enrollmentOf('ana'));
    assert.equal(state.status, 'stopped');
  });
});

describe('deleting a sequence', () => {
  test('D11: nobody receives anything more, its schedules go, and its history stays', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana', 'bob', 'cleo']);
    await w.run(at('2027-03-22T12:00:00.000Z'));
    const sent = w.mailer.sent.length;
    const warned = await w.admin('DELETE', '/v1/sequences/edit', anyRevision);
    assert.match(warned.body.detail, /3 leads are under way .*confirm=3/);
    const deleted = await w.admin('DELETE', '/v1/sequences/edit', {
      ...anyRevision,
      query: { confirm: '3' },
    });
    assert.equal(deleted.status, 204);
    assert.deepEqual(w.scheduler.entries(), []);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, sent);
    await w.flow();
    const { body: statistics } = await w.anne('GET', '/v1/sequences/edit/statistics');
    assert.deepEqual([statistics.counts.stopped, statistics.active], [3, 0]);
    const { body: record } = await w.anne('GET', `/v1/enrollments/${enrollmentOf('ana')}/record`);
    assert.equal(record.items.at(-1).type, 'stopped');
    const { body: list } = await w.admin('GET', '/v1/sequences', { query: { status: 'deleted' } });
    assert.deepEqual(
      list.items.map(({ id }: any) => id),
      ['edit'],
    );
    const again = await w.anne('POST', '/v1/enrollments', {
      body: { leadId: leadId('ana'), sequenceId: 'edit' },
    });
    assert.equal(again.status, 409);
  });

  test('D11: a job stops the leads of a large one; deleting again sets it going again', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `l${String(index).padStart(3, '0')}`);
    const w = await prepared(names);
    await begin(w, [mail('a', 0), mail('b')], names);
    await w.run(at('2027-03-22T12:00:00.000Z'));
    const { length: sent } = w.mailer.sent;
    const query = { confirm: '250' };
    assert.equal((await w.admin('DELETE', '/v1/sequences/edit', { ...anyRevision, query })).status, 204);
    const under = { ...w, ports: w.api, files: w.api.files } as any;
    w.queue.jobs.splice(0);
    assert.equal((await w.admin('DELETE', '/v1/sequences/edit', { ...anyRevision, query })).status, 204);
    const job = await runJobs(under);
    assert.deepEqual([job?.kind, job?.status, job?.progress.accepted], ['stop-enrollments', 'done', 250]);
    const states = new Set((await w.enrollments()).map(({ state }) => state.status));
    assert.deepEqual([...states], ['stopped']);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.equal(w.mailer.sent.length, sent);
    const { body } = await w.admin('GET', `/v1/jobs/${job?.id}`);
    assert.equal(body.percent, 100);
  });
});
