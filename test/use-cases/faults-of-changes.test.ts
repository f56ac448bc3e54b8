import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import { isPending } from '#shared/domain/core/enrollment.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { moveEnrollment } from '#shared/use-cases/enrollments/move-enrollment.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { reconcile, sweep } from '#test/support/sweep.ts';
import { ingestAutoReply, ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { assertNoMailTwice, assertNothingLost, dieAtEveryCall } from '#test/support/deaths.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
  type WorldPorts,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const start = at('2026-11-23T09:00:00.000Z');
const noon = at('2026-11-23T11:00:00.000Z');
const id = enrollmentNamed(`a.${SEQUENCE}.1`);
const because = { kind: 'person', userId: SENDER } as const;

const enroll = (w: World, ports: WorldPorts, leadIds = ['a', 'b', 'c']) =>
  enrollLeads(ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    request: 'request-1',
    now: w.clock.now(),
  });

/** Three leads, capped at two mails a day, on Monday noon: a and b have their first mail, c queues. */
async function prepared(behave?: (call: number) => ProviderBehaviour): Promise<World> {
  const w = world(start, behave);
  await seed(w, {
    steps: [{}, { type: 'call' }, { type: 'automated-reply' }],
    leads: ['a', 'b', 'c'].map((lead) => ({ id: lead })),
    settings: { maxMailsPerDay: 2, mailDelay: { kind: 'fixed', seconds: 300 } },
  });
  const { store } = w.ports;
  const sequence = await store.sequences.get(organisation, SEQUENCE);
  const version = await store.versions.get(organisation, `${SEQUENCE}.1`);
  assert.ok(sequence && version);
  await store.sequences.put({ ...sequence, id: 'autumn' }, 'absent');
  await store.versions.put({ ...version, sequenceId: 'autumn' }, 'absent');
  return w;
}

async function underWay(behave?: (call: number) => ProviderBehaviour): Promise<World> {
  const w = await prepared(behave);
  await enroll(w, w.ports);
  await w.run(noon);
  return w;
}

async function waiting(): Promise<World> {
  const w = await underWay();
  await w.run(at('2026-11-24T12:00:00.000Z'));
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  return w;
}

async function paused(): Promise<World> {
  const w = await underWay();
  await pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
  await w.run(at('2026-11-26T11:00:00.000Z'));
  return w;
}

async function unknown(): Promise<World> {
  const w = await underWay((call) => (call === 1 ? 'lose-answer' : 'accept'));
  assert.equal((await w.enrollment(id)).state.status, 'unknown');
  return w;
}

const event = (w: World, kind: ProviderEventKind) => ({
  kind,
  at: w.clock.now(),
  messageId: 'message-1',
  recipient: ['a@example.com'],
  tags: { organisation, enrollment: id, step: 's1', attempt: 1 },
  ...(kind === 'bounced' && { bounce: { permanent: true, type: 'Permanent', subType: 'General' } }),
});
const message = { organisation, enrollment: id, step: 's1' };

type Work = {
  before: () => Promise<World>;
  work: (w: World, ports: WorldPorts) => Promise<unknown>;
  /** What must have come of it. */
  after: (w: World) => Promise<void>;
};

const statusOf = async (w: World) => (await w.enrollment(id)).state.status;
const works: Record<string, Work> = {
  'enrolling, each exactly once': {
    before: prepared,
    work: enroll,
    after: async (w) => {
      const all = await w.enrollments();
      assert.deepEqual(
        all.map((one) => one.id).toSorted(),
        ['a', 'b', 'c'].map((lead) => `${lead}.${SEQUENCE}.1`),
      );
    },
  },
  pausing: {
    before: underWay,
    work: (w, ports) => pauseEnrollment(ports, { organisation, id, because, now: w.clock.now() }),
    after: async (w) => assert.equal(await statusOf(w), 'paused'),
  },
  'pausing until Thursday': {
    before: underWay,
    work: (w, ports) =>
      pauseEnrollment(ports, {
        organisation,
        id,
        until: at('2026-11-26T09:00:00.000Z'),
        because,
        now: w.clock.now(),
      }),
    after: async (w) => assert.equal(await statusOf(w), 'paused'),
  },
  resuming: {
    before: paused,
    work: (w, ports) => resumeEnrollment(ports, { organisation, id, because, now: w.clock.now() }),
    after: async (w) => assert.equal(await statusOf(w), 'scheduled'),
  },
  stopping: {
    before: underWay,
    work: (w, ports) => stopEnrollment(ports, { organisation, id, because, now: w.clock.now() }),
    after: async (w) => assert.equal(await statusOf(w), 'stopped'),
  },
  moving: {
    before: underWay,
    work: (w, ports) =>
      moveEnrollment(ports, {
        organisation,
        id,
        sequenceId: 'autumn',
        by: SENDER,
        because,
        now: w.clock.now(),
      }),
    after: async (w) => {
      assert.equal(await statusOf(w), 'stopped');
      assert.ok(isPending((await w.enrollment('a.autumn.1')).state));
    },
  },
  'completing a task': {
    before: waiting,
    work: (w, ports) => completeTask(ports, { organisation, id: `${id}.s2`, by: SENDER, now: w.clock.now() }),
    after: async (w) => assert.deepEqual((await w.enrollment(id)).done, ['s1', 's2']),
  },
  'skipping a task': {
    before: waiting,
    work: (w, ports) => skipTask(ports, { organisation, id: `${id}.s2`, by: SENDER, now: w.clock.now() }),
    after: async (w) => assert.equal((await w.enrollment(id)).state.status, 'scheduled'),
  },
  'taking in a bounce': {
    before: underWay,
    work: (w, ports) => ingestProviderEvent(ports, event(w, 'bounced'), w.clock.now(), organisation),
    after: async (w) => {
      const lead = await w.ports.store.leads.get(organisation, 'a');
      assert.equal(lead?.suppression.bouncedAt, noon);
      assert.equal(await activities(w, 'bounced'), 1);
    },
  },
  'taking in a complaint': {
    before: underWay,
    work: (w, ports) => ingestProviderEvent(ports, event(w, 'complained'), w.clock.now(), organisation),
    after: async (w) => assert.equal(await activities(w, 'complained'), 1),
  },
  'taking in the delivery that settles what was unknown': {
    before: unknown,
    work: (w, ports) => ingestProviderEvent(ports, event(w, 'delivered'), w.clock.now(), organisation),
    after: async (w) => {
      const { done, messages, claim, state } = await w.enrollment(id);
      assert.deepEqual(
        [done, messages, claim, state.status],
        [['s1'], { s1: 'message-1' }, undefined, 'scheduled'],
      );
      assert.equal(await activities(w, 'delivered'), 1);
    },
  },
  'settling by a person what was unknown': {
    before: unknown,
    work: (w, ports) =>
      resolveUnknown(ports, { organisation, id, outcome: 'sent', by: SENDER, now: w.clock.now() }),
    after: async (w) => assert.deepEqual((await w.enrollment(id)).done, ['s1']),
  },
  'a reply': {
    before: underWay,
    work: (w, ports) => ingestReply(ports, { message, at: noon, now: w.clock.now() }),
    after: async (w) => assert.equal(await statusOf(w), 'stopped'),
  },
  'an automatic reply': {
    before: underWay,
    work: (w, ports) => ingestAutoReply(ports, { message, at: noon, now: w.clock.now() }),
    after: async (w) => {
      const { state } = await w.enrollment(id);
      assert.equal(state.status === 'paused' && state.until, at('2026-11-26T11:00:00.000Z'));
    },
  },
  unsubscribing: {
    before: underWay,
    work: (w, ports) =>
      unsubscribeLead(ports, { organisation, leadId: 'a', by: 'link', enrollmentId: id, now: w.clock.now() }),
    after: async (w) => {
      const lead = await w.ports.store.leads.get(organisation, 'a');
      assert.equal(lead?.suppression.unsubscribedAt, noon);
      assert.equal(await activities(w, 'unsubscribed'), 1);
    },
  },
  converting: {
    before: underWay,
    work: (w, ports) =>
      convertLead(ports, { organisation, leadId: 'a', as: 'converted', by: SENDER, now: w.clock.now() }),
    after: async (w) => {
      assert.equal(await statusOf(w), 'stopped');
      assert.equal(await activities(w, 'converted'), 1);
    },
  },
  sweeping: {
    before: async () => {
      const w = await underWay();
      for (const { name } of w.scheduler.entries()) await w.ports.scheduler.remove(name);
      w.clock.set(at('2026-11-24T12:00:00.000Z'));
      return w;
    },
    work: (w, ports) => sweep(ports, w.clock.now()),
    after: async (w) => assert.ok(w.queue.wakeUps.length > 0),
  },
};

async function activities(w: World, type: string): Promise<number> {
  const page = await w.ports.store.activities.ofLead(organisation, 'a', { limit: 100 });
  return page.items.flatMap(({ events }) => events).filter((each) => each.type === type).length;
}

/** The same lead goes on to the end without a mail twice, and nothing is lost. */
async function assertPromises(w: World, what: string): Promise<void> {
  await assertNothingLost(w, what);
  await sweep(w.ports, w.clock.now());
  await w.run(plusMinutes(w.clock.now(), 21 * 24 * 60));
  await sweep(w.ports, w.clock.now());
  await w.run(plusMinutes(w.clock.now(), 10));
  assertNoMailTwice(w, what);
  const counts = await reconcile(w.ports, organisation, w.clock.now());
  assert.equal(counts.enrolled, counts.finished + counts.stopped + counts.paused + counts.pending, what);
  for (const { id: one, state } of await w.enrollments())
    assert.ok(
      !isPending(state) || state.status === 'waiting' || state.status === 'unknown',
      `${what}: ${one} is ${state.status}`,
    );
}

describe('done again after the process died at any of its port calls (F3, F4)', () => {
  for (const [name, { before, work, after }] of Object.entries(works)) {
    test(`F3, F4: ${name} comes to the same, and nothing is lost or sent twice`, () =>
      dieAtEveryCall({
        before,
        ports: (w) => w.ports,
        work,
        after: async (w, where) => {
          await work(w, w.ports);
          await after(w);
          await assertPromises(w, `${name}, ${where}`);
        },
      }));
  }
});
