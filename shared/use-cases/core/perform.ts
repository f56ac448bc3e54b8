import type { Effect } from '../../domain/core/effects.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Performed, Performing, SendingEffect } from './work.ts';
import { cancelTask, completeSentTask, openStepTask } from './step-tasks.ts';
import { openLane, wakeAt, wakeLaneAt, wakeLaneNow } from './wake-ups.ts';

type Performers = {
  [Kind in Effect['kind']]: (
    ports: EnginePorts,
    of: Performing,
    effect: Extract<Effect, { kind: Kind }>,
  ) => Promise<Performed>;
};

const done: Performed = 'done';

async function bySending(_: EnginePorts, of: Performing, effect: SendingEffect): Promise<Performed> {
  if (of.sending === undefined) throw new Error(`Nothing to ${effect.kind} with for ${of.enrollment.id}`);
  return of.sending.perform(effect, of);
}

/** How each effect is done in the store: the one table. Doing one again is a normal answer. */
const performers: Performers = {
  // Written with the other changes of their lane day, before anything else is done.
  'take-slot': () => Promise.resolve(done),
  'give-back-slot': () => Promise.resolve(done),
  async 'open-task'(ports, _, { task }) {
    await openStepTask(ports, task);
    return done;
  },
  async 'wake-at'(ports, { enrollment }, effect) {
    await wakeAt(ports, enrollment, effect);
    return done;
  },
  async 'open-lane'(ports, { enrollment, opened }, effect) {
    const opening = `${effect.lane} ${effect.date}`;
    if (!opened.has(opening)) await openLane(ports, enrollment.organisation, effect);
    opened.add(opening);
    return done;
  },
  async 'wake-lane-at'(ports, { enrollment }, { lane, at }) {
    await wakeLaneAt(ports, enrollment.organisation, lane, at);
    return done;
  },
  async 'write-enrollment'({ store }, _, { before, after }) {
    const written = await store.enrollments.put(after, before.revision === 0 ? 'absent' : before.revision);
    return written === 'written' ? done : 'conflict';
  },
  async 'free-slot'(ports, { enrollment }, { lane, date, key, at }) {
    const { organisation, id, revision } = enrollment;
    await wakeLaneNow(ports, organisation, lane, `${id}-${revision}-${key}`, { date, key, at });
    return done;
  },
  async 'cancel-task'(ports, { enrollment, now }, { taskId }) {
    await cancelTask(ports, enrollment.organisation, taskId, now);
    return done;
  },
  async 'complete-task'(ports, { enrollment }, effect) {
    await completeSentTask(ports, enrollment, effect);
    return done;
  },
  'note-invitation': bySending,
  'keep-links': bySending,
  'write-hold': bySending,
  'end-hold': bySending,
  'keep-message': bySending,
  // Done by who executes, since its answer is a command of its own.
  send: () => Promise.resolve(done),
};

/** Performs one effect. `conflict`: somebody else changed the enrollment, or noted an invitation, and nothing was written. */
export function perform(ports: EnginePorts, of: Performing, effect: Effect): Promise<Performed> {
  const performer = performers[effect.kind] as (
    ports: EnginePorts,
    of: Performing,
    effect: Effect,
  ) => Promise<Performed>;
  return performer(ports, of, effect);
}
