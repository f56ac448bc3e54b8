import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Filter } from '#shared/domain/filters/filter.ts';
import type { JobPorts } from '#shared/use-cases/jobs/job-ports.ts';
import { countSlice } from '#shared/use-cases/jobs/run/count-slice.ts';
import { enrollSlice } from '#shared/use-cases/jobs/run/enroll-slice.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { ProcessDied, withFaults } from '#test/support/memory/faults.ts';
import { sequenceWorld, type SequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const monday = at('2027-03-22T09:00:00.000Z');
const leadId = (n: number) => `lead${String(n).padStart(12, '0')}`;
const named: Filter = { field: 'lead.firstName', is: 'is', value: 'Ana' };

/** 250 leads, every second called Ana; the last ten belong to Bob, who is switched off. */
async function prepared(): Promise<{
  w: SequenceWorld;
  ports: JobPorts;
  as: ReturnType<SequenceWorld['as']>;
}> {
  const w = sequenceWorld(monday);
  await seed(w, {
    steps: [{ type: 'automated-mail' }],
    leads: Array.from({ length: 250 }, (_, n) => ({
      id: leadId(n),
      firstName: n % 2 === 0 ? 'ana' : 'Ben',
      ownerId: n < 240 ? SENDER : 'bob',
      email: `lead${n}@example.com`,
    })),
  });
  const anne = await w.ports.store.users.get(organisation, SENDER);
  assert.ok(anne);
  await w.ports.store.users.put({ ...anne, id: 'bob', active: false }, 'absent');
  const as = w.as('ada', 'admin');
  await as('PUT', '/v1/filters/anas', { body: { name: 'Anas', over: 'leads', filter: named } });
  return { w, ports: { ...w.ports, files: w.api.files, inboundMail: w.api.files }, as };
}

/** Runs the slices of a job until it asks for no more. */
async function runAll(ports: JobPorts, w: SequenceWorld): Promise<void> {
  for (let next = w.queue.jobs.shift(); next !== undefined; next = w.queue.jobs.shift()) {
    await runJobSlice(ports, { ...next, now: w.clock.now() });
  }
}

const enrollBody = { sequenceId: SEQUENCE, userId: SENDER };
const enrolled = async (w: SequenceWorld) =>
  (await w.enrollments()).map(({ leadId: lead }) => lead).toSorted();

describe('jobs that follow a filter', () => {
  test('E1: count everything that matches, slice by slice, within the access of their maker', async () => {
    const { w, ports, as } = await prepared();
    const { status, body, headers } = await as('POST', '/v1/filters/anas/count');
    assert.deepEqual([status, headers['location']], [202, `/v1/jobs/${body.id}`]);
    for (let slice = 1; slice <= 3; slice += 1) {
      const job = await ports.store.jobs.get(organisation, body.id);
      assert.ok(job?.kind === 'count-filter' && job.status === 'running', String(slice));
      await countSlice(ports, job, { now: w.clock.now(), most: 100 });
    }
    const { body: job } = await as('GET', `/v1/jobs/${body.id}`);
    assert.deepEqual([job.status, job.progress.read, job.progress.accepted], ['done', 250, 125]);

    w.queue.jobs.splice(0);
    const own = await w.as(SENDER, 'user')('POST', '/v1/filters/anas/count');
    await runAll(ports, w);
    const { body: counted } = await w.as(SENDER, 'user')('GET', `/v1/jobs/${own.body.id}`);
    assert.deepEqual([counted.progress.read, counted.progress.accepted], [240, 120]);
  });

  test('E1: enroll everybody who matches, once, with refusals and warnings of each', async () => {
    const { w, ports, as } = await prepared();
    await as('POST', `/v1/leads/${leadId(0)}/unsubscribe`);
    await as('POST', '/v1/enrollments', { body: { ...enrollBody, leadId: leadId(2) } });
    const { status, body } = await as('POST', '/v1/filters/anas/enroll', {
      body: { sequenceId: SEQUENCE, sender: 'owner' },
    });
    assert.equal(status, 202);
    await runAll(ports, w);
    const { body: job } = await as('GET', `/v1/jobs/${body.id}`);
    assert.equal(job.status, 'done');
    assert.deepEqual(job.progress, { read: 250, accepted: 119, unchanged: 1, rejected: 5 });
    assert.match(job.rejected[0].reason, /^lead000000000240: User “bob” is not active\./);
    assert.match(job.warned[0].reason, new RegExp(`^${leadId(0)}: the lead has unsubscribed`));
    const rejected = await as('GET', `/v1/jobs/${body.id}/rejected.csv`);
    assert.equal(String(rejected.body).trim().split('\r\n').length, 6);
    assert.equal((await enrolled(w)).length, 120);
  });

  test('E1: a user enrolls nobody else’s leads by a filter, and in nobody else’s name', async () => {
    const { w, ports } = await prepared();
    const as = w.as(SENDER, 'user');
    const body = { sequenceId: SEQUENCE, userId: 'bob' };
    assert.equal((await as('POST', '/v1/filters/anas/enroll', { body })).status, 403);
    const draft = await as('POST', '/v1/filters/anas/enroll', { body: { sequenceId: 'none' } });
    assert.equal(draft.status, 409);
    await as('POST', '/v1/filters/anas/enroll', { body: enrollBody });
    await runAll(ports, w);
    assert.equal((await enrolled(w)).length, 120);
  });

  test('E1: a request that is repeated is the same job, and another one with its key is refused', async () => {
    const { w, ports, as } = await prepared();
    const headers = { 'idempotency-key': 'once' };
    const first = await as('POST', '/v1/filters/anas/enroll', { body: enrollBody, headers });
    const again = await as('POST', '/v1/filters/anas/enroll', { body: enrollBody, headers });
    assert.equal(again.body.id, first.body.id);
    await runAll(ports, w);
    assert.equal((await enrolled(w)).length, 125);
    const other = await as('POST', '/v1/filters/anas/count', { headers });
    assert.equal(other.status, 422);
  });

  test('E1: what a filter was when it was asked for holds for the job, whatever becomes of the filter', async () => {
    const { w, ports, as } = await prepared();
    const { body } = await as('POST', '/v1/filters/anas/count');
    const deleted = await as('DELETE', '/v1/filters/anas', { headers: { 'if-match': '*' } });
    assert.equal(deleted.status, 204);
    await runAll(ports, w);
    const { body: job } = await as('GET', `/v1/jobs/${body.id}`);
    assert.equal(job.progress.accepted, 125);
  });

  test('F3: who has been through the sequence by the time that a slice is run again is not enrolled anew', async () => {
    const { w, ports, as } = await prepared();
    const { body } = await as('POST', '/v1/filters/anas/enroll', { body: enrollBody });
    const { jobs } = ports.store;
    const unsaved = { ...jobs, put: () => Promise.reject(new ProcessDied('jobs.put')) };
    const dying = { ...ports, store: { ...ports.store, jobs: unsaved } };
    const request = { organisation, jobId: body.id, now: w.clock.now() };
    await assert.rejects(runJobSlice(dying, request), ProcessDied);
    await w.run(at('2027-03-23T18:00:00.000Z'));
    assert.ok((await w.enrollments()).every(({ state }) => state.status === 'finished'));
    const job = await runJobSlice(ports, { ...request, now: w.clock.now() });
    assert.deepEqual([job?.status, job?.progress.unchanged], ['done', 125]);
    assert.equal((await enrolled(w)).length, 125);
  });

  test('F3, F4: wherever the work dies, nobody is enrolled twice or left out', async () => {
    let died = 0;
    for (let call = 1; ; call += 37) {
      const { w, ports, as } = await prepared();
      const { body } = await as('POST', '/v1/filters/anas/enroll', { body: enrollBody });
      const job = async () => {
        const found = await ports.store.jobs.get(organisation, body.id);
        assert.ok(found?.kind === 'enroll-filter');
        return found;
      };
      const running = await job();
      assert.ok(running.status === 'running');
      const plan = { call, when: call % 2 === 0 ? 'after' : 'before' } as const;
      const faulty = withFaults(ports, plan, ['clock', 'ids', 'links', 'addresses']);
      let hasDied = false;
      try {
        await enrollSlice(faulty.ports, running, { now: w.clock.now(), most: 100 });
      } catch (error) {
        if (!(error instanceof ProcessDied)) throw error;
        hasDied = true;
        died += 1;
      }
      for (let found = await job(); found.status === 'running'; found = await job()) {
        await enrollSlice(ports, found, { now: w.clock.now(), most: 100 });
      }
      const expected = Array.from({ length: 125 }, (_, n) => leadId(n * 2));
      assert.deepEqual(await enrolled(w), expected, `died at ${call}`);
      if (!hasDied) break;
    }
    assert.ok(died > 3);
  });
});
