import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { takeInReply } from '#shared/use-cases/engine/take-in-reply.ts';
import { completeTask } from '#shared/use-cases/engine/close-task.ts';
import { convertLead } from '#shared/use-cases/engine/convert-lead.ts';
import type { As } from '#test/support/api.ts';
import { runJobs } from '#test/support/jobs.ts';
import { sequenceWorld, type SequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER } from '#test/support/world.ts';

// A Monday, 10:00 in Paris.
const start = '2027-03-22T09:00:00.000Z';
const wait = (amount: number) => ({ amount, unit: 'days' });
const mail = (id: string, days = 1) => ({
  id,
  name: `Mail ${id}`,
  type: 'automated-mail',
  wait: wait(days),
  templateId: 'mail',
});
const call = (id: string) => ({ id, name: `Call ${id}`, type: 'call', wait: wait(1), templateId: 'task' });
const anyRevision = { headers: { 'if-match': '*' } };

type Tried = SequenceWorld & { admin: As; anne: As };

async function prepared(leads = ['ana', 'bob', 'cleo']): Promise<Tried> {
  const w = sequenceWorld(start);
  await seed(w, { steps: [{}], leads: leads.map((name) => ({ id: leadId(name) })) });
  return { ...w, admin: w.as('ada', 'admin'), anne: w.as(SENDER, 'user') };
}

const leadId = (name: string) => name.padEnd(16, '0');
const enrollmentOf = (name: string, sequence = 'edit') => `${leadId(name)}.${sequence}.1`;

async function put({ admin }: Tried, steps: object[], options: object = {}): Promise<void> {
  const body = { name: 'Edit', draft: { steps, ...options } };
  const answer = await admin('PUT', '/v1/sequences/edit', { body, ...anyRevision });
  if (answer.status === 412) await admin('PUT', '/v1/sequences/edit', { body });
  else assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

async function publish(w: Tried, body: object = {}) {
  const answer = await w.admin('POST', '/v1/sequences/edit/publish', { body, ...anyRevision });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

async function begin(w: Tried, steps: object[], names: string[], options: object = {}): Promise<void> {
  await put(w, steps, options);
  await publish(w);
  await enroll(w, names);
}

async function enroll(w: Tried, names: string[]): Promise<void> {
  const body = { leadIds: names.map(leadId), sequenceId: 'edit' };
  const answer = await w.anne('POST', '/v1/enrollments', { body });
  assert.ok(answer.body.results.every((each: any) => each.outcome === 'enrolled'));
}

const differenceOf = async (w: Tried, body: object = {}, query: Record<string, string> = {}) => {
  const answer = await w.admin('POST', '/v1/sequences/edit/draft/difference', { body, query });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};

describe('editing a sequence in use', () => {
  test('D10, F5: shows before saving what changes for each lead, and publishing does just that', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana', 'bob']);
    await w.run('2027-03-22T12:00:00.000Z');
    await w.anne('PUT', `/v1/enrollments/${enrollmentOf('bob')}/pin`, { body: { pinned: true } });
    const draft = { steps: [mail('a', 0), mail('b'), mail('x', 3), mail('d')] };

    const shown = await differenceOf(w, { draft });
    assert.equal(shown.version, 2);
    const { underWay, affected, ending, pinned, complete, steps } = shown.totals;
    assert.deepEqual([underWay, affected, ending, pinned, complete], [2, 1, 0, 1, true]);
    const changes = steps.map((each: any) => `${each.step} ${each.changes.join()}`);
    assert.deepEqual(changes, ['x added', 'd added', 'c removed']);
    const ana = shown.items.find((each: any) => each.enrollmentId === enrollmentOf('ana'));
    assert.equal(ana.step, 'b');
    assert.equal(ana.follows, 'takes');
    assert.deepEqual(ana.before, { version: 1, steps: ['c'], next: 'c', due: '2027-03-24T09:01:00.000Z' });
    const after = { version: 2, steps: ['x', 'd'], next: 'x', due: '2027-03-26T09:01:00.000Z' };
    assert.deepEqual(ana.after, after);
    const bob = shown.items.find((each: any) => each.enrollmentId === enrollmentOf('bob'));
    assert.deepEqual([bob.follows, bob.effect, bob.after.steps], ['pinned', 'none', ['c']]);

    await put(w, draft.steps);
    await publish(w);
    await w.run('2027-04-30T09:00:00.000Z');
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'x', 'd']);
    assert.deepEqual((await w.enrollment(enrollmentOf('bob'))).done, ['a', 'b', 'c']);
  });

  test('D10: those under way finish on their version where the edition is for new ones only', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana']);
    const draft = { steps: [mail('a', 0), mail('z')] };
    const shown = await differenceOf(w, { draft, keepPresent: true });
    assert.deepEqual(
      [shown.totals.affected, shown.items[0].follows, shown.items[0].after.version],
      [0, 'keeps', 1],
    );
    await put(w, draft.steps);
    await w.flow();
    const { affected } = await publish(w, { keepPresent: true });
    assert.equal(affected, 1);
    await enroll(w, ['bob']);
    await w.run('2027-04-30T09:00:00.000Z');
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'c']);
    assert.deepEqual((await w.enrollment(enrollmentOf('bob'))).done, ['a', 'z']);
  });

  test('D10, F5: a lead whose remaining steps are all removed ends after the present one', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana']);
    const steps = [mail('a', 0)];
    const shown = await differenceOf(w, { draft: { steps } });
    assert.deepEqual(
      [shown.totals.ending, shown.items[0].effect, shown.items[0].after],
      [1, 'ends', { version: 2, steps: [] }],
    );
    await put(w, steps);
    await publish(w);
    await w.run('2027-04-30T09:00:00.000Z');
    const { done, state } = await w.enrollment(enrollmentOf('ana'));
    assert.deepEqual([done, state.status], [['a'], 'finished']);
  });

  test('D10: a new name of the sequence or of a step changes nothing for anybody', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana']);
    const steps = [mail('a', 0), { ...mail('b'), name: 'Another name' }];
    const shown = await differenceOf(w, { draft: { steps } });
    assert.equal(shown.totals.affected, 0);
    assert.deepEqual(shown.totals.steps, [
      { step: 'b', name: 'Another name', changes: ['renamed'], fields: [] },
    ]);
  });

  test('D10, F5: the difference says what then happens, for any edition at any moment', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const edition = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        edition,
        edition,
        fc.nat(6),
        fc.boolean(),
        async (first, second, days, keepPresent) => {
          const w = await prepared(['ana']);
          const steps = (order: string[]) => order.map((id, index) => mail(id, index === 0 ? 0 : 1));
          await begin(w, steps(first), ['ana']);
          await w.run(`2027-03-${22 + days}T12:00:00.000Z`);
          const shown = await differenceOf(w, { draft: { steps: steps(second) }, keepPresent });
          await put(w, steps(second));
          await publish(w, { keepPresent });
          const { done, state } = await w.enrollment(enrollmentOf('ana'));
          const [item] = shown.items;
          assert.equal(item === undefined, state.status === 'finished');
          await w.run('2027-05-30T09:00:00.000Z');
          const all = (await w.enrollment(enrollmentOf('ana'))).done;
          assert.deepEqual(all, item === undefined ? done : [...done, item.step, ...item.after.steps]);
          assert.equal(new Set(all).size, all.length);
        },
      ),
      { numRuns: 40, seed: 20_270_322 },
    );
  });

  test('F5: leads come in pages, the totals with the first', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana', 'bob', 'cleo']);
    const first = await differenceOf(w, {}, { limit: '2' });
    const second = await differenceOf(w, {}, { limit: '2', cursor: first.cursor });
    assert.deepEqual([first.items.length, second.items.length], [2, 1]);
    assert.equal(second.totals, undefined);
    assert.equal(first.totals.groups[0].leads, 3);
    assert.equal((await w.anne('POST', '/v1/sequences/edit/draft/difference')).status, 403);
  });

  test('D10: an enrollment let go follows the present version again, and one that is over is refused', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), call('b'), mail('c')], ['ana']);
    const pin = (pinned: boolean, by = w.anne) =>
      by('PUT', `/v1/enrollments/${enrollmentOf('ana')}/pin`, { body: { pinned } });
    assert.equal((await pin(true, w.as('luc', 'user'))).status, 403);
    assert.equal((await pin(true)).body.pinned, true);
    const { revision } = await w.enrollment(enrollmentOf('ana'));
    assert.equal((await pin(true)).status, 200);
    assert.equal((await w.enrollment(enrollmentOf('ana'))).revision, revision);
    await put(w, [mail('a', 0), call('b'), mail('d')]);
    await publish(w);
    await w.run('2027-03-24T12:00:00.000Z');
    assert.equal((await pin(false)).body.pinned, false);
    const by = { organisation, id: `${enrollmentOf('ana')}.b`, by: SENDER, now: w.clock.now() };
    await completeTask(w.ports, by);
    await w.run('2027-04-30T09:00:00.000Z');
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'd']);
    assert.equal((await pin(true)).status, 409);
  });
});

test('D10: an enrollment whose message is being sent at this moment is not pinned', async () => {
  const w = await prepared();
  await begin(w, [mail('a', 0), mail('b')], ['ana']);
  const { revision, ...before } = await w.enrollment(enrollmentOf('ana'));
  const state = { status: 'sending' as const, step: 'a', due: start };
  await w.ports.store.enrollments.put({ ...before, state, revision: revision + 1 }, revision);
  const path = `/v1/enrollments/${enrollmentOf('ana')}/pin`;
  const { status, body } = await w.anne('PUT', path, { body: { pinned: true } });
  assert.equal(status, 409);
  assert.match(body.detail, /being sent at this moment: try again/);
});

describe('the order of steps', () => {
  test('D2: is changed by naming each step once; they keep their ids', async () => {
    const w = await prepared();
    await put(w, [mail('a', 0), call('b'), mail('c')]);
    const order = (steps: string[]) =>
      w.admin('POST', '/v1/sequences/edit/draft/order', { body: { steps }, ...anyRevision });
    const { body } = await order(['b', 'c', 'a']);
    assert.deepEqual(
      body.draft.steps.map(({ id, name }: any) => `${id} ${name}`),
      ['b Call b', 'c Mail c', 'a Mail a'],
    );
    const wrong = await order(['b', 'b', 'x']);
    assert.deepEqual(
      wrong.body.errors.map(({ path }: any) => path),
      ['steps.1', 'steps.2', 'steps'],
    );
  });

  test('D6: cannot put a reply before the mail that it answers', async () => {
    const w = await prepared();
    const reply = { ...mail('r'), type: 'automated-reply', inThreadOf: 'b' };
    await put(w, [mail('a', 0), mail('b'), reply]);
    const { status, body } = await w.admin('POST', '/v1/sequences/edit/draft/order', {
      body: { steps: ['a', 'r', 'b'] },
      ...anyRevision,
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /continues the thread of step 3, which does not come before it/);
  });
});

describe('what stops a sequence', () => {
  const message = { organisation, enrollment: enrollmentOf('ana'), step: 'a' };
  const reply = (w: Tried) => takeInReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
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
      await w.run('2027-03-22T12:00:00.000Z');
      await act(w);
      assert.equal((await w.enrollment(enrollmentOf('ana'))).state.status, 'stopped');
    }
  });

  test('D5: where a reply does not stop it, it is recorded once and the sequence goes on', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana'], { stopOnReply: false });
    await w.run('2027-03-22T12:00:00.000Z');
    await reply(w);
    await reply(w);
    const { repliedAt, state } = await w.enrollment(enrollmentOf('ana'));
    assert.deepEqual([repliedAt, state.status], ['2027-03-22T12:00:00.000Z', 'scheduled']);
    await w.run('2027-04-30T09:00:00.000Z');
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b']);
    await w.flow();
    const { body } = await w.anne('GET', '/v1/sequences/edit/statistics');
    assert.deepEqual(body.replyRate, { repliers: 1, total: 1, rate: 1 });
  });

  test('D5: where a conversion does not stop it, the sequence goes on; a disqualified lead gets nothing', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana'], { stopOnConversion: false });
    await w.run('2027-03-22T12:00:00.000Z');
    await convert(w);
    await w.run('2027-03-23T12:00:00.000Z');
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b']);
    const of = { organisation, leadId: leadId('ana'), by: SENDER, now: w.clock.now() };
    await convertLead(w.ports, { ...of, as: 'disqualified' });
    assert.equal((await w.enrollment(enrollmentOf('ana'))).state.status, 'stopped');
  });

  test('D5: a second reply stops it where the version has come to stop at replies, and counts once', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana'], { stopOnReply: false });
    await w.run('2027-03-22T12:00:00.000Z');
    await reply(w);
    await put(w, [mail('a', 0), mail('b'), mail('c')]);
    await publish(w);
    await w.run('2027-03-23T12:00:00.000Z');
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
    await w.run('2027-03-22T09:01:00.000Z');
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
    await w.run('2027-03-22T12:00:00.000Z');
    const sent = w.mailer.sent.length;
    const warned = await w.admin('DELETE', '/v1/sequences/edit', anyRevision);
    assert.match(warned.body.detail, /3 leads are under way .*confirm=3/);
    const deleted = await w.admin('DELETE', '/v1/sequences/edit', {
      ...anyRevision,
      query: { confirm: '3' },
    });
    assert.equal(deleted.status, 204);
    assert.deepEqual(w.scheduler.entries(), []);
    await w.run('2027-04-30T09:00:00.000Z');
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
    await w.run('2027-03-22T12:00:00.000Z');
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
    await w.run('2027-04-30T09:00:00.000Z');
    assert.equal(w.mailer.sent.length, sent);
    const { body } = await w.admin('GET', `/v1/jobs/${job?.id}`);
    assert.equal(body.percent, 100);
  });
});
