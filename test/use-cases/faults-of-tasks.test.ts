import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isStepTask } from '#shared/domain/tasks/task.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { isOver } from '#shared/domain/core/enrollment.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { reconcile, sweep } from '#test/support/sweep.ts';
import { wakeLane } from '#shared/use-cases/lanes/wake-lane.ts';
import { cancelCustomTask } from '#shared/use-cases/tasks/cancel-task.ts';
import { createTask } from '#shared/use-cases/tasks/create-task.ts';
import { reassignTask } from '#shared/use-cases/tasks/reassign-task.ts';
import { assertNoMailTwice, dieAtEveryCall } from '#test/support/deaths.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import {
  ORGANISATION as organisation,
  SENDER,
  SEQUENCE,
  type World,
  type WorldPorts,
} from '#test/support/world.ts';
import { enrolledWorld, LEAD } from '#test/support/task-world.ts';
import { at, laneNamed } from '#test/support/at.ts';

const id = `${LEAD}.${SEQUENCE}.1`;
const task = `${id}.s1`;
const caller: Caller = { organisation, userId: SENDER, role: 'user' };

/** A mail by hand and what follows it, one mail and two tasks a day; the first task is open on a Monday at ten. */
async function open(behave?: (call: number) => ProviderBehaviour): Promise<World> {
  const w = await enrolledWorld(
    {
      steps: [{ type: 'mail' }, { type: 'automated-mail' }, { type: 'call' }],
      settings: { maxMailsPerDay: 1, maxTasksPerDay: 2 },
    },
    behave === undefined ? {} : { behave },
  );
  const anne = await w.ports.store.users.get(organisation, SENDER);
  assert.ok(anne);
  await w.ports.store.users.put({ ...anne, id: 'luc', name: 'Luc' }, 'absent');
  await w.run(at('2027-03-01T09:00:00.000Z'));
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  return w;
}

const create = (w: World, ports: WorldPorts) =>
  createTask(ports, {
    caller,
    values: {
      type: 'custom',
      leadId: LEAD,
      userId: SENDER,
      name: 'Custom',
      due: at('2027-03-01T10:00:00.000Z'),
    },
    key: 'k1',
    now: w.clock.now(),
  });

async function custom(w: World): Promise<string> {
  const [only] = (await Array.fromAsync(w.ports.store.tasks.scan())).filter(({ name }) => name === 'Custom');
  return only?.id ?? '';
}

async function withCustom(): Promise<World> {
  const w = await open();
  await create(w, w.ports);
  return w;
}

const send = (w: World, ports: WorldPorts) =>
  sendByHand(ports, { organisation, id: task, by: SENDER, edits: { text: 'Hello' }, now: w.clock.now() });

type Work = {
  before: () => Promise<World>;
  work: (w: World, ports: WorldPorts) => Promise<unknown>;
  after?: (w: World) => Promise<void>;
};

const closing = (w: World) => ({ organisation, by: SENDER, now: w.clock.now() });
const works: Record<string, Work> = {
  'sending a mail by hand': { before: () => open(), work: send },
  'sending a mail by hand whose answer is lost': { before: () => open(() => 'lose-answer'), work: send },
  'sending a mail by hand that the provider refuses once': {
    before: () =>
      open((call) =>
        call === 1 ? { kind: 'refused', retry: true, code: 'Throttling', message: '' } : 'accept',
      ),
    work: send,
  },
  'completing a mail that was sent elsewhere': {
    before: () => open(),
    work: (w, ports) => completeTask(ports, { ...closing(w), id: task }),
    after: async (w) => assert.ok((await w.enrollment(id)).done.includes('s1')),
  },
  'skipping with a reason': {
    before: () => open(),
    work: (w, ports) => skipTask(ports, { ...closing(w), id: task, note: 'Wrong person' }),
    after: async (w) => assert.ok((await w.enrollment(id)).done.includes('s1')),
  },
  'making a custom task': {
    before: () => open(),
    work: create,
    after: async (w) => assert.equal(await recorded(w, 'custom-task-created'), 1),
  },
  'opening a custom task': {
    before: withCustom,
    work: (w, ports) => {
      w.clock.set(at('2027-03-01T10:00:00.000Z'));
      return wakeLane(ports, { organisation, lane: laneNamed(`${SENDER}.task`), now: w.clock.now() });
    },
    after: async (w) =>
      assert.equal((await w.ports.store.tasks.get(organisation, await custom(w)))?.status, 'open'),
  },
  'taking back a custom task': {
    before: withCustom,
    work: async (w, ports) => cancelCustomTask(ports, { ...closing(w), id: await custom(w) }),
    after: async (w) => assert.equal(await recorded(w, 'custom-task-cancelled'), 1),
  },
  'giving a task away': {
    before: () => open(),
    work: (w, ports) => reassignTask(ports, { caller, id: task, to: 'luc', now: w.clock.now() }),
    after: async (w) => {
      assert.equal(await recorded(w, 'task-reassigned'), 1);
      assert.equal((await w.ports.store.tasks.get(organisation, task))?.userId, 'luc');
    },
  },
  'giving away a custom task whose time has not come': {
    before: withCustom,
    work: async (w, ports) =>
      reassignTask(ports, { caller, id: await custom(w), to: 'luc', now: w.clock.now() }),
    after: async (w) => {
      await w.run(at('2027-03-01T10:10:00.000Z'));
      const given = await w.ports.store.tasks.get(organisation, await custom(w));
      assert.deepEqual([given?.userId, given?.status], ['luc', 'open']);
    },
  },
};

async function recorded(w: World, type: string): Promise<number> {
  const page = await w.ports.store.activities.ofLead(organisation, LEAD, { limit: 100 });
  return page.items.flatMap(({ events }) => events).filter((each) => each.type === type).length;
}

/** No mail twice, no more than one a day, nothing lost, and tasks and enrollments say the same. */
async function assertPromises(w: World, what: string): Promise<void> {
  for (let week = 0; week < 4; week += 1) {
    await sweep(w.ports, w.clock.now());
    await w.run(plusMinutes(w.clock.now(), 7 * 24 * 60));
  }
  await sweep(w.ports, w.clock.now());
  await w.run(plusMinutes(w.clock.now(), 10));
  assertNoMailTwice(w, what);
  const counts = await reconcile(w.ports, organisation, w.clock.now());
  assert.equal(counts.enrolled, counts.finished + counts.stopped + counts.paused + counts.pending, what);
  const { state, done, claim } = await w.enrollment(id);
  for (const each of await Array.fromAsync(w.ports.store.tasks.scan())) {
    assert.notEqual(each.status, 'planned', `${what}: ${each.id} never appeared`);
    if (!isStepTask(each)) continue;
    const waits = state.status === 'waiting' && state.step === each.step;
    if (each.status === 'open')
      assert.ok(waits || claim?.step === each.step, `${what}: ${each.id} is left open`);
    else assert.ok(done.includes(each.step) || isOver(state), `${what}: ${each.id} is ${each.status}`);
    if (each.status === 'completed' && each.sentAt !== undefined)
      assert.ok(done.includes(each.step), `${what}: ${each.id} was sent`);
  }
  assert.ok(
    state.status === 'waiting' || state.status === 'unknown' || state.status === 'finished',
    `${what}: ${state.status}`,
  );
}

describe('done again after the process died at any of its port calls', () => {
  for (const [name, { before, work, after }] of Object.entries(works)) {
    for (const again of [true, false]) {
      test(`F3, F4: ${name} ${again ? 'comes to the same' : 'and never asked for again'}: no mail twice, nothing lost, task and enrollment agree`, () =>
        dieAtEveryCall({
          before,
          ports: (w) => w.ports,
          work,
          after: async (w, where) => {
            if (again) {
              await work(w, w.ports);
              await after?.(w);
            } else w.clock.set(plusMinutes(w.clock.now(), 20));
            await assertPromises(w, `${name}, ${where}`);
          },
        }));
    }
  }
});
