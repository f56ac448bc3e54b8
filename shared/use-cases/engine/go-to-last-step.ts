import type { Enrollment } from '../../domain/core/enrollment.ts';
import { isOver } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { dueAfter, type Sender } from '../../domain/core/planning.ts';
import { ownSender } from '../../domain/core/stand-in.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { stepsLeft } from '../../domain/sequences/steps-left.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import { changeEnrollment, type Change, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { placeSteps } from './place-steps.ts';
import { channelOf } from './write-enrollment.ts';

/**
 * Skips the steps before the last one and plans that one now, within windows, caps and pacing (B4, pinned). One that is
 * paused stays so, and goes on with the last step when it is resumed. At the last step already: nothing.
 */
export function goToLastStep(
  ports: EnginePorts,
  request: { organisation: string; id: string; because: Because; now: Instant },
): Promise<ChangeResult> {
  const { organisation, id, because, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    (enrollment, sender) => {
      const { state, claim } = enrollment;
      if (isOver(state)) return { refuse: `It is ${state.status}.` };
      if (state.status === 'sending') return { refuse: 'A step is being sent.' };
      if (state.status === 'unknown' || claim?.step === state.step)
        return { refuse: 'Whether a step went out is not known: settle that first.' };
      return jump(ports, enrollment, sender, because, now);
    },
    now,
  );
}

async function jump(
  ports: EnginePorts,
  enrollment: Enrollment,
  sender: Sender,
  because: Because,
  now: Instant,
): Promise<Change> {
  const { organisation, id, leadId, sequenceId, state } = enrollment;
  const [lead, sequence, own] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    ports.store.sequences.get(organisation, sequenceId),
    ports.store.versions.get(organisation, `${sequenceId}.${enrollment.version}`),
  ]);
  const latest = versionToFollow(enrollment, sequence);
  const version =
    latest === own?.version ? own : await ports.store.versions.get(organisation, `${sequenceId}.${latest}`);
  if (isOver(state) || lead === undefined || own === undefined || version === undefined)
    return { events: [] };

  const { done } = enrollment;
  const waited = own.steps.filter(({ id: step }) => step === state.step && !done.includes(step));
  const left = [...waited, ...stepsLeft(version, [...done, state.step])];
  const last = left.at(-1);
  if (last === undefined || last.id === state.step) return { events: [] };
  const skipped = left
    .slice(0, -1)
    .map((step): EnrollmentEvent => ({ type: 'skipped', step: step.id, because }));
  if (state.status === 'paused') return { events: skipped };

  const plan = {
    enrollmentId: id,
    step: last,
    version: version.version,
    due: dueAfter({ ...last, wait: { amount: 0, unit: 'minutes' } }, now, ownSender(sender), lead),
    firstTouch: false,
    recipient: lead,
    sender,
  };
  const placed = (await placeSteps(ports.store, organisation, [plan], now)).get(id);
  if (placed === undefined) throw new Error(`No placement for ${id}`);
  const { event } = placed;
  const told =
    event.type === 'planned' || event.type === 'queued'
      ? { ...event, because: [because, ...event.because] }
      : event;
  return { events: [...skipped, told], channel: channelOf(last) };
}
