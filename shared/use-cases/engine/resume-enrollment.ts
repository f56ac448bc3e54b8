import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type Change, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { placeSteps } from './place-steps.ts';
import { unknownEvent } from './unknown-outcome.ts';
import { channelOf } from './write-enrollment.ts';

/**
 * Resumes a paused enrollment. What fell due meanwhile goes back through windows, caps and pacing, in the order in
 * which it was due: no burst (F6).
 */
export function resumeEnrollment(
  ports: EnginePorts,
  request: { organisation: string; id: string; because: Because; now: Instant },
): Promise<ChangeResult> {
  const { organisation, id, because, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    (enrollment, sender) => {
      if (enrollment.state.status !== 'paused') {
        return { refuse: `It is ${enrollment.state.status}; only a paused enrollment can be resumed.` };
      }
      return resumption(ports, enrollment, sender, because, now);
    },
    now,
  );
}

/** Resumes an enrollment whose pause has an end that has come. */
export async function resumeAfterPause(
  ports: EnginePorts,
  { enrollment }: { enrollment: Enrollment },
  now: Instant,
): Promise<void> {
  const { organisation, id, revision } = enrollment;
  const because: Because = { kind: 'engine', rule: 'pause-ended' };
  await changeEnrollment(
    ports,
    organisation,
    id,
    (current, sender) =>
      current.revision === revision && current.state.status === 'paused'
        ? resumption(ports, current, sender, because, now)
        : { events: [] },
    now,
  );
}

async function resumption(
  ports: EnginePorts,
  enrollment: Enrollment,
  sender: Sender,
  because: Because,
  now: Instant,
): Promise<Change> {
  const { state, organisation, leadId, sequenceId, version } = enrollment;
  if (state.status !== 'paused') return { events: [] };
  const resumed = { type: 'resumed' as const, because };
  if (enrollment.claim?.step === state.step) {
    return { events: [resumed, unknownEvent(state.step, { kind: 'engine', rule: 'outcome-unknown' }, now)] };
  }
  const [lead, sequence, ofVersion] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    ports.store.sequences.get(organisation, sequenceId),
    ports.store.versions.get(organisation, `${sequenceId}.${version}`),
  ]);
  const step = ofVersion?.steps.find(({ id }) => id === state.step);
  if (lead === undefined || step === undefined) {
    return { events: [resumed, { type: 'stopped', because: { kind: 'engine', rule: 'sequence-deleted' } }] };
  }
  if (enrollment.done.includes(step.id)) {
    const next = (await followUp(ports, [{ enrollment, step, lead, sender, sequence, at: now }], now)).get(
      enrollment.id,
    );
    return { events: [resumed, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
  }
  if (state.taskId !== undefined) {
    return {
      events: [resumed, { type: 'task-opened', step: step.id, taskId: state.taskId }],
      channel: 'task',
    };
  }
  const plan = {
    enrollmentId: enrollment.id,
    step,
    version,
    due: state.due,
    firstTouch: enrollment.done.length === 0,
    recipient: lead,
    sender,
  };
  const placed = (await placeSteps(ports.store, organisation, [plan], now)).get(enrollment.id);
  return { events: placed === undefined ? [resumed] : [resumed, placed.event], channel: channelOf(step) };
}
