import assert from 'node:assert/strict';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Action } from '#shared/domain/workflows/actions.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { addOther } from '#test/support/recorded.ts';
import { workflowWorld, type WorkflowWorld } from '#test/support/workflows.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at, enrollmentNamed } from './at.ts';

// A Monday, 10:00 in Paris.
export const start = at('2027-03-22T09:00:00.000Z');
export const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);
export const person = { kind: 'person', userId: SENDER } as const;
export const days = (n: number) => plusMinutes(start, n * 24 * 60);

/** A lead, a sequence of calls, another sequence and a second user. */
export async function prepared(
  steps: Partial<Step>[] = [{ type: 'call' }, { type: 'call' }, { type: 'call' }],
  carried?: <T>(some: T[]) => T[],
): Promise<WorkflowWorld> {
  const w = workflowWorld(start, carried);
  await seed(w, { steps });
  await addOther(w);
  const anne = await w.flows.store.users.get(organisation, SENDER);
  assert.ok(anne);
  await w.flows.store.users.put({ ...anne, id: 'luc' }, 'absent');
  return w;
}

/** Enrolls the lead. */
export const enroll = (w: WorkflowWorld, sequenceId: string = SEQUENCE) =>
  enrollLeads(w.ports, {
    organisation,
    leadIds: ['lead1'],
    sequenceId,
    userId: SENDER,
    by: SENDER,
    now: w.clock.now(),
  });

/** {@link prepared}, with the lead at its first step. */
export async function enrolled(...parameters: Parameters<typeof prepared>): Promise<WorkflowWorld> {
  const w = await prepared(...parameters);
  await enroll(w);
  await w.run(plusMinutes(start, 30));
  await w.settle();
  return w;
}

/** Something that happens in the sequence, and what follows. */
export async function happens(w: WorkflowWorld, ...events: ActivityEvent[]): Promise<void> {
  await w.happen({ leadId: 'lead1', enrollmentId: id, sequenceId: SEQUENCE, events });
  await w.settle();
}

/** Who the lead belongs to. */
export const ownerOf = async (w: WorkflowWorld) =>
  (await w.flows.store.leads.get(organisation, 'lead1'))?.ownerId;
/** What its enrollment has come to. */
export const stateOf = async (w: WorkflowWorld, of: string = id) => (await w.enrollment(of)).state;
/** What was recorded of one type. */
export const eventsOfType = (w: WorkflowWorld, type: ActivityEvent['type']) =>
  w.recorded.flatMap(({ events }) => events).filter((event) => event.type === type);
/** One action of each kind. */
export const give: Action = { type: 'change-owner', userId: 'luc' };
export const stop: Action = { type: 'stop-sequence' };
export const pause: Action = { type: 'pause-sequence', amount: 3, unit: 'days' };
export const move: Action = { type: 'move-to-sequence', sequenceId: 'autumn' };
export const jump: Action = { type: 'go-to-last-step' };
export const call = { type: 'call-received', seconds: 30, by: SENDER } as const;
export const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;
export const clicked = {
  ...opened,
  type: 'clicked',
  link: 'https://acme.example/demo',
  name: 'demo',
} as const;
