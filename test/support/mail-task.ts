import assert from 'node:assert/strict';
import { sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type seed } from '#test/support/world.ts';
import { enrolledWorld, LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { at, enrollmentNamed } from './at.ts';

export const id = enrollmentNamed(`${LEAD}.${SEQUENCE}.1`);

export const task = `${id}.s1`;

/** A person’s own doing. */
export const because = { kind: 'person', userId: SENDER } as const;

/** 10:00 in Paris. */
export const later = at('2027-03-01T09:00:00.000Z');

/** A task that is a mail, open since nine on a Monday in Paris; it is ten. */
export async function mailTask(
  of: Partial<Parameters<typeof seed>[1]> = {},
  behave?: (call: number) => ProviderBehaviour,
): Promise<TaskWorld> {
  const w = await enrolledWorld(
    { steps: [{ type: 'mail' }, { type: 'reply' }], ...of },
    behave === undefined ? {} : { behave },
  );
  await w.run(later);
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  return w;
}

/** Sends the task by hand at this moment. */
export const send = (w: TaskWorld, edits = {}, of = task) =>
  sendByHand(w.ports, { organisation, id: of, by: SENDER, edits, now: w.clock.now() });

/** The task as it is stored. */
export const stored = (w: TaskWorld, of = task) => w.ports.store.tasks.get(organisation, of);
