import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { sweep } from '#test/support/sweep.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { pinEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { stopSlice } from '#shared/use-cases/jobs/deletions/stop-slice.ts';
import { deleteSequence } from '#shared/use-cases/jobs/deletions/delete-sequence.ts';
import { duplicateSequence } from '#shared/use-cases/sequences/duplicate-sequence.ts';
import { publishSequence } from '#shared/use-cases/sequences/publish-sequence.ts';
import { exportSequence, importSequence } from '#shared/use-cases/sequences/sequence-file.ts';
import { deleteTemplate } from '#shared/use-cases/templates/delete-template.ts';
import { assertNoMailTwice, assertNothingLost, dieAtEveryCall } from '#test/support/deaths.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const start = at('2027-03-22T09:00:00.000Z');
const caller = { organisation, userId: 'ada', role: 'admin' as const };
const id = enrollmentNamed(`a.${SEQUENCE}.1`);

/** Three leads under way in a sequence that goes on after replies; one has its first mail, two wait in the queue. */
async function underWay(): Promise<World> {
  const w = world(start);
  await seed(w, {
    steps: [{}, { type: 'call' }, {}],
    leads: ['a', 'b', 'c'].map((lead) => ({ id: lead })),
    settings: { maxMailsPerDay: 1 },
  });
  const { store } = w.ports;
  const version = await store.versions.get(organisation, `${SEQUENCE}.1`);
  const sequence = await store.sequences.get(organisation, SEQUENCE);
  assert.ok(version && sequence);
  const { steps } = version;
  await store.versions.remove(organisation, `${SEQUENCE}.1`);
  await store.versions.put({ ...version, stopOnReply: false }, 'absent');
  await store.sequences.put({ ...sequence, revision: 2, draft: { steps, stopOnReply: false } }, 1);
  const leadIds = ['a', 'b', 'c'];
  const request = { organisation, leadIds, sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
  await enrollLeads(w.ports, { ...request, now: w.clock.now() });
  await w.run(at('2027-03-22T12:00:00.000Z'));
  return w;
}

type Work = {
  work: (w: World, ports: WholePorts) => Promise<unknown>;
  /** What must have come of it. */
  after: (w: World) => Promise<void>;
};

const message = { organisation, enrollment: id, step: 's1' };
const allStopped = async (w: World) => {
  const states = new Set((await w.enrollments()).map(({ state }) => state.status));
  assert.deepEqual([...states], ['stopped']);
};

/** Deletes with a job, and runs its slices of two. */
async function deleteByJob(w: World, ports: WholePorts): Promise<void> {
  const now = w.clock.now();
  await deleteSequence(ports, { caller, id: SEQUENCE, confirm: 3, expected: 'present', now, atOnce: 0 });
  for (let one = w.queue.jobs.shift(); one; one = w.queue.jobs.shift()) {
    const job = await ports.store.jobs.get(organisation, one.jobId);
    if (job?.kind === 'stop-enrollments' && job.status === 'running')
      await stopSlice(ports, job, { now, most: 2 });
  }
}

async function importCopy(w: World, ports: WholePorts): Promise<void> {
  const exported = await exportSequence(ports, { organisation, id: SEQUENCE });
  assert.ok(exported.kind === 'file');
  await importSequence(ports, { caller, id: 'copy', file: exported.file, now: w.clock.now() });
}

const works: Record<string, Work> = {
  'D10: publishing': {
    work: (w, ports) =>
      publishSequence(ports, {
        caller,
        id: SEQUENCE,
        keepPresent: false,
        expected: 2,
        now: w.clock.now(),
      }),
    after: async ({ ports: { store } }) => {
      const sequence = await store.sequences.get(organisation, SEQUENCE);
      assert.equal(sequence?.revision, 3);
      const version = await store.versions.get(organisation, `${SEQUENCE}.${sequence.currentVersion}`);
      assert.deepEqual(version?.steps, sequence.draft.steps);
    },
  },
  'D10: pinning': {
    work: (w, ports) =>
      pinEnrollment(ports, { organisation, id, pinned: true, by: SENDER, now: w.clock.now() }),
    after: async (w) => assert.equal((await w.enrollment(id)).pinned, true),
  },
  'D5: a reply to a sequence that goes on': {
    work: (w, ports) => ingestReply(ports, { message, at: w.clock.now(), now: w.clock.now() }),
    after: async (w) => assert.ok((await w.enrollment(id)).repliedAt),
  },
  'D11: deleting': {
    work: (w, ports) =>
      deleteSequence(ports, { caller, id: SEQUENCE, confirm: 3, expected: 'present', now: w.clock.now() }),
    after: allStopped,
  },
  'D11: deleting by a job': { work: deleteByJob, after: allStopped },
  'D1: duplicating': {
    work: (w, ports) => duplicateSequence(ports, { caller, id: SEQUENCE, as: 'copy', now: w.clock.now() }),
    after: async (w) => {
      const copy = await w.ports.store.sequences.get(organisation, 'copy');
      assert.equal(copy?.draft.steps.length, 3);
    },
  },
  'D1: importing': {
    work: importCopy,
    after: async ({ ports: { store } }) => {
      const copy = await store.sequences.get(organisation, 'copy');
      const used = new Set(copy?.draft.steps.map(({ templateId = '' }) => templateId));
      const { items } = await store.templates.list(organisation, { limit: 100 });
      const made = items.map((template) => template.id).filter((each) => each.startsWith('copy'));
      assert.deepEqual(made, [...used].toSorted());
    },
  },
  'D8: deleting a template': {
    work: async (w, ports) => {
      const free = await w.ports.store.templates.get(organisation, 'sms');
      if (free !== undefined) await deleteTemplate(ports, { caller, id: 'sms', expected: 'present' });
    },
    after: async ({ ports: { store } }) =>
      assert.equal(await store.templates.get(organisation, 'sms'), undefined),
  },
};

/** Nothing is lost, and nobody gets a mail twice, to the end. */
async function assertPromises(w: World, what: string): Promise<void> {
  await assertNothingLost(w, what);
  await sweep(w.ports, w.clock.now());
  await w.run(plusMinutes(w.clock.now(), 14 * 24 * 60));
  assertNoMailTwice(w, what);
}

describe('done again after the process died at any of its port calls', () => {
  for (const [name, { work, after }] of Object.entries(works)) {
    test(`${name} comes to the same, and nothing is lost or sent twice`, () =>
      dieAtEveryCall({
        before: underWay,
        ports: (w): WholePorts => w.ports,
        work,
        after: async (w, where) => {
          await work(w, w.ports);
          await after(w);
          await assertPromises(w, `${name}, ${where}`);
        },
      }));
  }
});
