import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { As } from '#test/support/api.ts';
import { sweep } from '#test/support/sweep.ts';
import { draft, published, withEverything } from '#test/support/api-with-sequence.ts';
import { lead } from '#test/contracts/store/samples/people.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

describe('enrollments', () => {
  test('D1: say what became of each lead', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    const luc = world.as('luc', 'user');
    const { body: other } = await luc('POST', '/v1/leads', { body: { email: 'cleo@example.com' } });
    const nobody = 'zzzzzzzzzzzzzzzz';
    await claire('POST', `/v1/leads/${leads[1] ?? ''}/unsubscribe`);
    const { status, body } = await claire('POST', '/v1/enrollments', {
      body: { leadIds: [...leads, other.id, nobody], sequenceId: 'spring' },
    });
    assert.equal(status, 200);
    const outcomes = body.results.map((result: Record<string, string>) => result.outcome);
    assert.deepEqual(outcomes, ['enrolled', 'enrolled', 'refused', 'refused']);
    assert.match(body.results[1].warnings[0].words, /unsubscribed/);
    assert.equal(body.results[1].unsubscribedAt, '2027-03-01T08:00:00.000Z');
    const again = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    assert.equal(again.body.results[0].outcome, 'already-enrolled');
  });

  test('a request repeated with its key is answered alike, another with the key refused', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    const headers = { 'idempotency-key': 'key-1' };
    const body = { leadId: leads[0], sequenceId: 'spring' };
    const first = await claire('POST', '/v1/enrollments', { body, headers });
    const second = await claire('POST', '/v1/enrollments', { body, headers });
    assert.deepEqual(second.body, first.body);
    assert.equal(first.body.results[0].outcome, 'enrolled');
    const other = await claire('POST', '/v1/enrollments', { body: { ...body, leadId: leads[1] }, headers });
    assert.equal(other.status, 422);
  });

  test('D1: a thousand leads with every warning are enrolled, and the request repeated is answered alike', async () => {
    const world = await withEverything();
    const { claire, ports } = world;
    await published(world);
    const { disqualifiedAt: _, ...sample } = lead;
    const leadIds = Array.from({ length: 1000 }, (_, index) => String(index).padStart(16, 'x'));
    for (const id of leadIds)
      await ports.store.leads.put(
        {
          ...sample,
          organisation: 'acme',
          id,
          status: 'lead',
          ownerId: 'claire',
          email: `${id}@example.com`,
        },
        'absent',
      );
    const request = { body: { leadIds, sequenceId: 'spring' }, headers: { 'idempotency-key': 'key-1' } };
    const first = await claire('POST', '/v1/enrollments', request);
    assert.equal(first.status, 200, JSON.stringify(first.body).slice(0, 300));
    assert.ok(JSON.stringify(first.body).length > 400 * 1024, 'longer than one item');
    assert.ok(first.body.results.every((result: Record<string, string>) => result.outcome === 'enrolled'));
    assert.deepEqual((await claire('POST', '/v1/enrollments', request)).body, first.body);
  });

  test('D1: need a published sequence, one or more leads, and a sender within reach', async () => {
    const world = await withEverything();
    const { admin, claire, leads } = world;
    const enroll = (body: object) =>
      claire('POST', '/v1/enrollments', { body: { sequenceId: 'spring', ...body } });
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft } });
    assert.equal((await enroll({ leadIds: leads })).status, 409);
    assert.equal((await enroll({})).status, 400);
    assert.equal((await enroll({ leadId: leads[0], leadIds: leads })).status, 400);
    assert.equal((await enroll({ leadIds: leads, userId: 'luc' })).status, 403);
  });

  test('pause, resume, stop, and tell each in their record', async () => {
    const world = await withEverything();
    const { claire, leads, clock } = world;
    await published(world);
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    const path = `/v1/enrollments/${body.results[0].enrollmentId}`;
    const paused = await claire('POST', `${path}/pause`, { body: { days: 3 } });
    assert.equal(paused.body.state.until, '2027-03-04T08:00:00.000Z');
    const { body: record } = await claire('GET', `${path}/record`);
    assert.equal(
      record.items[0].words,
      'The sequence was paused until 2027-03-04 08:00 UTC: claire decided so.',
    );
    clock.set(at('2027-03-02T08:00:00.000Z'));
    assert.equal((await claire('POST', `${path}/resume`)).body.state.status, 'scheduled');
    assert.equal((await claire('POST', `${path}/stop`)).body.state.status, 'stopped');
    assert.equal((await claire('POST', `${path}/pause`)).status, 409);
    assert.equal((await claire('POST', `${path}/resolve`, { body: { outcome: 'sent' } })).status, 409);
    assert.equal((await world.as('luc', 'user')('GET', path)).status, 403);
  });

  test('D2: go on with a later step now, and the record says who wanted it', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    const path = `/v1/enrollments/${body.results[0].enrollmentId}`;
    const unknown = await claire('POST', `${path}/go-to-step`, { body: { step: 'nothere' } });
    assert.equal(unknown.status, 409);
    assert.match(unknown.body.detail, /“nothere” is none of the steps that are still to come/);
    const gone = await claire('POST', `${path}/go-to-step`, { body: { step: 'call' } });
    assert.equal(gone.body.state.step, 'call');
    assert.deepEqual(gone.body.done, ['hello']);
    const { body: record } = await claire('GET', `${path}/record`);
    const skipped = record.items.find(({ type }: any) => type === 'skipped');
    assert.match(skipped.words, /was skipped: claire decided so/);
  });

  test('move to another sequence', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    await published(world, 'summer');
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    const path = `/v1/enrollments/${body.results[0].enrollmentId}`;
    const moved = await claire('POST', `${path}/move`, { body: { sequenceId: 'summer' } });
    assert.equal(moved.body.sequenceId, 'summer');
    const { body: list } = await claire('GET', '/v1/enrollments', { query: { lead: leads[0] ?? '' } });
    const states = list.items.map((item: any) => `${item.sequenceId} ${item.state.status}`);
    assert.deepEqual(states.sort(), ['spring stopped', 'summer scheduled']);
  });

  test('are listed by lead, by sequence, or by unknown outcome', async () => {
    const world = await withEverything();
    const { claire, admin, leads } = world;
    await published(world);
    await claire('POST', '/v1/enrollments', { body: { leadIds: leads, sequenceId: 'spring' } });
    const count = async (by: As, query: Record<string, string>) =>
      (await by('GET', '/v1/enrollments', { query })).body.items?.length;
    assert.equal(await count(claire, { sequence: 'spring' }), 2);
    assert.equal(await count(world.as('luc', 'user'), { sequence: 'spring' }), 0);
    assert.equal(await count(admin, { status: 'unknown' }), 0);
    assert.equal((await claire('GET', '/v1/enrollments')).status, 400);
  });

  test('F4: are counted by the sweep, for admins', async () => {
    const world = await withEverything();
    await published(world);
    await world.claire('POST', '/v1/enrollments', { body: { leadIds: world.leads, sequenceId: 'spring' } });
    const before = await world.admin('GET', '/v1/reconciliation');
    assert.deepEqual([before.body.enrolled, before.body.at, before.body.balanced], [0, undefined, true]);
    await sweep(world.ports, world.clock.now());
    const { body } = await world.admin('GET', '/v1/reconciliation');
    assert.equal(body.enrolled, 2);
    assert.ok(body.at);
    assert.equal(body.pending, 2);
    assert.equal(body.balanced, true);
    assert.equal((await world.claire('GET', '/v1/reconciliation')).status, 403);
  });

  test('D9: have statistics that begin at nothing', async () => {
    const world = await withEverything();
    await published(world);
    const { body } = await world.claire('GET', '/v1/sequences/spring/statistics');
    assert.deepEqual(body.replyRate, { repliers: 0, total: 0, rate: null });
    const steps = body.steps.map(({ step, name }: { step: string; name: string }) => `${step} ${name}`);
    assert.deepEqual(steps, ['hello Hello', 'call Call']);
  });
});

describe('tasks', () => {
  test('are listed, completed and skipped by whom they belong to', async () => {
    const world = await withEverything();
    const { claire, ports } = world;
    const task = {
      organisation: 'acme',
      id: `${world.leads[0] ?? ''}.spring.1.call`,
      revision: 1,
      userId: 'claire',
      leadId: world.leads[0] ?? '',
      enrollmentId: enrollmentNamed(`${world.leads[0] ?? ''}.spring.1`),
      step: 'call',
      type: 'call' as const,
      name: 'Call',
      status: 'open' as const,
      openedAt: at('2027-02-28T08:00:00.000Z'),
    };
    await ports.store.tasks.put(task, 'absent');
    const { body: open } = await claire('GET', '/v1/tasks');
    assert.equal(open.items[0].late, false);
    const path = `/v1/tasks/${task.id}`;
    assert.equal((await world.as('luc', 'user')('POST', `${path}/complete`)).status, 403);
    const done = await claire('POST', `${path}/complete`, { body: { outcome: 'Wants a demo' } });
    assert.equal(done.body.status, 'completed');
    assert.equal((await claire('POST', `${path}/skip`, { body: {} })).status, 409);
    assert.deepEqual((await claire('GET', '/v1/tasks')).body.items, []);
    const { body: closed } = await claire('GET', '/v1/tasks', { query: { status: 'closed' } });
    assert.equal(closed.items[0].outcome, 'Wants a demo');
  });
});
