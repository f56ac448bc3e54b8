import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import {
  hitId,
  secondsToWait,
  secondsUntilTold,
  type TrackingHit,
} from '#shared/domain/tracking/tracking-hit.ts';
import { countsOf } from '#shared/domain/statistics/count-activity.ts';
import type { Store } from '#shared/ports/store.ts';
import { recordHit } from '#shared/use-cases/tracking/record-hit.ts';
import { ingestHit } from '#shared/use-cases/tracking/ingest-hit.ts';
import { dieAtEveryCall, diesIn } from '#test/support/deaths.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { memoryQueue, type MemoryQueue } from '#test/support/memory/memory-queue.ts';
import { ORGANISATION as organisation, SEQUENCE } from '#test/support/world.ts';
import { sent, start } from '#test/support/linked-messages.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { enrollmentNamed } from '../support/at.ts';

const id = enrollmentNamed(`a.${SEQUENCE}.1`);
const message = { organisation, enrollment: id, step: 's1', sentAt: start };
const target = (number: number, of: number) => ({ target: `https://acme.example/${number}`, number, of });

/** A click on one of so many links, or an opening, so many seconds after the sending. */
function hit(
  seconds: number,
  link?: [number: number, of: number],
  machine?: TrackingHit['machine'],
): TrackingHit {
  const about = {
    ...message,
    what: link === undefined ? ('opened' as const) : ('clicked' as const),
    channel: 'mail' as const,
    at: plusSeconds(start, seconds),
    link: link && target(...link),
    machine,
  };
  return { ...about, id: hitId(about) };
}

/** Long after every hit. */
const now = plusSeconds(start, 86_400);
/** When a hit is decided about, if all is well. */
const later = ({ at }: TrackingHit) => plusSeconds(at, 30);

type Ports = { store: Store; queue: MemoryQueue };
type Clicking = { ports: Ports };
async function clicking(): Promise<Clicking> {
  const store = memoryStore();
  const w = await sent({}, undefined, store);
  return { ports: { store, queue: memoryQueue(w.clock) } };
}

async function hitsOf({ ports }: Clicking) {
  const { items } = await ports.store.activities.ofLead(organisation, 'a', { limit: 100 });
  return items.filter(({ events }) => events.some(({ type }) => type === 'opened' || type === 'clicked'));
}
const rulesOf = async (w: Clicking) =>
  (await hitsOf(w)).flatMap(({ events }) =>
    events.map((event) => ('rule' in event && event.rule ? event.rule.rule : 'person')),
  );
const countsIn = async (w: Clicking) =>
  (await hitsOf(w))
    .flatMap(countsOf)
    .map(({ counter }) => counter)
    .toSorted();

/** Ingests hits and records them in the order given, as the queue may deliver them. */
async function happened({ ports }: Clicking, taken: TrackingHit[], order = taken): Promise<void> {
  for (const one of taken) await ingestHit(ports, one);
  for (const one of order) await recordHit(ports, one, later(one));
}

describe('hits, once it is decided whose they are', () => {
  test('F8: a hit that others can make part of a burst waits until they are in', () => {
    assert.equal(secondsToWait(hit(60, [0, 2])), 6);
    assert.equal(secondsToWait(hit(60, [0, 1])), 0);
    assert.equal(secondsToWait(hit(60)), 0);
    assert.equal(secondsToWait(hit(60, [0, 2], { rule: 'network', sign: 'Mimecast' })), 0);
  });

  test('F8: the first click of a burst counts for nobody either, in whatever order they are decided', async () => {
    for (const order of ['forth', 'back']) {
      const world = await clicking();
      const burst = [hit(600, [0, 2]), hit(603, [1, 2])];
      await happened(world, burst, order === 'forth' ? burst : burst.toReversed());
      assert.deepEqual(await rulesOf(world), ['burst', 'burst']);
      assert.deepEqual(await countsIn(world), ['machineClicked']);
    }
  });

  test('F8: a person’s click after a scanner’s counts, once', async () => {
    const world = await clicking();
    await happened(world, [hit(600, [0, 2]), hit(601, [1, 2])]);
    await happened(world, [hit(4_000, [0, 2]), hit(5_000, [0, 2])]);
    assert.deepEqual(await rulesOf(world), ['burst', 'burst', 'person', 'person']);
    assert.deepEqual(await countsIn(world), ['clicked', 'machineClicked']);
  });

  test('F8: one who clicks two links, one after the other, is a person', async () => {
    const world = await clicking();
    await happened(world, [hit(600, [0, 2]), hit(606, [1, 2])]);
    assert.deepEqual(await countsIn(world), ['clicked']);
  });

  test('F8: a click within moments of the delivery is a bot’s, however long that took', async () => {
    const world = await clicking();
    const delivered = plusSeconds(start, 40);
    const event = { type: 'delivered' as const, step: 's1', messageId: 'm' };
    await world.ports.store.activities.add([
      { organisation, leadId: 'a', id: 'd', at: delivered, enrollmentId: id, events: [event] },
    ]);
    await happened(world, [hit(41, [0, 1]), hit(44, [0, 1])]);
    assert.deepEqual(await rulesOf(world), ['too-fast', 'person']);
  });

  test('F8: a click in the second of its delivery is a bot’s, and a long record is not read for it', async () => {
    const world = await clicking();
    const { activities } = world.ports.store;
    const event = { type: 'delivered' as const, step: 's1', messageId: 'm' };
    const delivered = plusSeconds(start, 90.7);
    await activities.add([
      { organisation, leadId: 'a', id: 'd', at: delivered, enrollmentId: id, events: [event] },
    ]);
    const asked: (Instant | undefined)[] = [];
    const store: typeof world.ports.store = {
      ...world.ports.store,
      activities: {
        ...activities,
        ofLead: async (of, lead, options) => {
          asked.push(options.from);
          return activities.ofLead(of, lead, options);
        },
      },
    };
    for (const seconds of [90, 3_600])
      await recordHit({ ...world.ports, store }, hit(seconds, [0, 1]), later(hit(seconds)));
    assert.deepEqual(await rulesOf(world), ['too-fast', 'person']);
    assert.deepEqual(asked, [plusSeconds(start, 87), plusSeconds(start, 3_597)]);
  });

  test('F8: a hit soon after the sending waits until its delivery is told, and is then known for a bot’s', async () => {
    const world = await clicking();
    const { ports } = world;
    const early = hit(20, [0, 1]);
    assert.equal(await recordHit(ports, early, plusSeconds(start, 25)), 'waits');
    assert.deepEqual(
      ports.queue.hits.splice(0).map((waiting) => waiting.hit),
      [early],
    );
    assert.deepEqual(await hitsOf(world), []);
    const event = { type: 'delivered' as const, step: 's1', messageId: 'm' };
    await ports.store.activities.add([
      {
        organisation,
        leadId: 'a',
        id: 'd',
        at: plusSeconds(start, 18),
        enrollmentId: id,
        events: [event],
      },
    ]);
    assert.equal(await recordHit(ports, early, plusSeconds(start, 100)), 'recorded');
    assert.deepEqual(await rulesOf(world), ['too-fast']);
  });

  test('F8: a delivery within the second of the sending is seen: its hit does not wait', async () => {
    const { ports } = await clicking();
    // What a link says of the sending is rounded up to the second.
    const link = { ...hit(20, [0, 1]), sentAt: plusSeconds(start, 1) };
    const event = { type: 'delivered' as const, step: 's1', messageId: 'm' };
    const delivery = { organisation, leadId: 'a', id: 'd', at: plusSeconds(start, 0.2), enrollmentId: id };
    await ports.store.activities.add([{ ...delivery, events: [event] }]);
    assert.equal(await recordHit(ports, link, plusSeconds(start, 21)), 'recorded');
  });

  test('F8: a hit waits for its delivery for two minutes at most, a later one or one from a text not at all', async () => {
    const after = (of: TrackingHit, seconds: number) => secondsUntilTold(of, plusSeconds(of.at, seconds));
    assert.deepEqual(
      [0, 9.5, 10, 59, 60, 119, 120, 86_400].map((seconds) => after(hit(59), seconds)),
      [10, 1, 50, 1, 60, 1, 0, 0],
    );
    assert.equal(after(hit(60), 0), 0);
    assert.equal(after({ ...hit(5), channel: 'sms' }, 0), 0);
    const world = await clicking();
    assert.equal(await recordHit(world.ports, hit(20), plusSeconds(start, 141)), 'recorded');
    assert.deepEqual(await rulesOf(world), ['person']);
  });

  test('D9: hits that come twice are recorded once, and of many of one kind the first counts', async () => {
    const world = await clicking();
    const all = [hit(600), hit(600), hit(700), hit(800, [0, 1]), hit(800, [0, 1]), hit(900, [0, 1])];
    await happened(world, all, [...all, ...all]);
    assert.equal((await hitsOf(world)).length, 4);
    assert.deepEqual(await countsIn(world), ['clicked', 'opened']);
  });

  test('D9: a hit of an enrollment that is gone leaves nothing behind', async () => {
    const world = await clicking();
    await world.ports.store.enrollments.remove(organisation, id);
    assert.equal(await recordHit(world.ports, hit(600, [0, 1]), now), 'gone');
    assert.deepEqual(await hitsOf(world), []);
  });
});

describe('done again after the process died at any of its port calls', () => {
  test('D9, F8: a click is recorded, and counted once', async () => {
    const click = hit(600, [0, 2]);
    await dieAtEveryCall({
      before: clicking,
      ports: ({ ports }) => ports,
      work: (_, ports) => recordHit(ports, click, now),
      after: async (world, where) => {
        await recordHit(world.ports, click, now);
        await recordHit(world.ports, hit(700, [0, 2]), now);
        assert.deepEqual(await countsIn(world), ['clicked'], where);
      },
    });
  });

  test('D9: a click is not lost when taking it in dies after it was handed on', async () => {
    const world = await clicking();
    const { ports } = world;
    const faulty = withFaults(ports, { call: 1, when: 'after' });
    assert.ok(await diesIn(ingestHit(faulty.ports, hit(600, [0, 2]))));
    assert.equal(ports.queue.hits.length, 1);
    for (const { hit: one } of ports.queue.hits) await recordHit(ports, one, later(one));
    assert.deepEqual(await countsIn(world), ['clicked']);
  });
});
