import { plusMinutes } from '../../domain/calendar/instants.ts';
import type { Enrollment } from '../../domain/enrollment/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/enrollment/events.ts';
import { assertNever } from '../../domain/kernel/assert-never.ts';
import type { Because } from '../../domain/kernel/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lane/lane.ts';
import { placeKey } from '../../domain/lane/place-key.ts';
import type { SendResult } from '../../ports/sender.ts';
import type { ComposedMessage } from './compose-message.ts';
import { ContentionError } from './contention.ts';
import type { NextPlan } from './follow-up.ts';
import type { DueStep } from './load-due-steps.ts';
import { releasePlaces } from './release-places.ts';
import { keepShortLinks } from './short-links.ts';
import type { StepPorts } from './step-ports.ts';
import { unknownEvent } from './unknown-outcome.ts';
import { channelOf, writeEnrollment } from './write-enrollment.ts';

/** Tries that a provider who says "later" gets; the wait doubles from a minute, about four hours in all. */
const MOST_ATTEMPTS = 8;
const SETTLE_ATTEMPTS = 8;

/**
 * Claim, call the provider once, settle (F3); the links of a text are kept before. The claim is a conditional write: whoever loses it does not call. What
 * the provider answered is then written at once, over whatever else changed in between.
 */
export async function sendStep(
  ports: StepPorts,
  due: DueStep,
  message: ComposedMessage,
  next: NextPlan,
  now: Instant,
): Promise<'written' | 'conflict'> {
  const { enrollment, step, sender } = due;
  const attempt = enrollment.attempts + 1;
  if (message.kind === 'sms') await keepShortLinks(ports, message.links);
  const claim = await writeEnrollment(ports, enrollment, [{ type: 'claimed', step: step.id, attempt }], now, {
    sender,
    channel: channelOf(step),
  });
  if (claim.outcome === 'conflict') {
    await releaseNext(ports, due, next);
    return 'conflict';
  }
  const result = await callProvider(ports, message);
  const outcome = outcomeOf(due, message, result, attempt, now);
  if (!outcome.done) await releaseNext(ports, due, next);
  await settle(ports, due, claim.enrollment, outcome, next, now);
  return 'written';
}

function callProvider(ports: StepPorts, message: ComposedMessage): Promise<SendResult> {
  return message.kind === 'mail' ? ports.mailer.send(message.mail) : ports.sms.send(message.sms);
}

type Outcome = {
  event: EnrollmentEvent;
  /** The step is behind us: the next one follows. */
  done: boolean;
};

function outcomeOf(
  due: DueStep,
  message: ComposedMessage,
  result: SendResult,
  attempt: number,
  now: Instant,
): Outcome {
  const { step } = due;
  switch (result.kind) {
    case 'accepted': {
      const { kind: channel, sender, recipient, contentHash } = message;
      const event = {
        type: 'sent' as const,
        step: step.id,
        channel,
        messageId: result.messageId,
        sender,
        recipient,
        contentHash,
      };
      return { event, done: true };
    }
    case 'refused': {
      const because: Because = { kind: 'provider', code: result.code, message: result.message };
      if (!result.retry || attempt >= MOST_ATTEMPTS) {
        return { event: { type: 'failed', step: step.id, because }, done: true };
      }
      return { event: retryEvent(due.enrollment, step.id, attempt, because, now), done: false };
    }
    case 'unknown': {
      const because: Because = { kind: 'provider', code: result.code, message: result.message };
      return { event: unknownEvent(step.id, because, now), done: false };
    }
    default:
      return assertNever(result);
  }
}

function retryEvent(
  enrollment: Enrollment,
  step: string,
  attempt: number,
  because: Because,
  now: Instant,
): EnrollmentEvent {
  const { state } = enrollment;
  const due = state.status === 'scheduled' ? state.due : now;
  const place = state.status === 'scheduled' ? state.place : undefined;
  return {
    type: 'deferred',
    step,
    due,
    until: plusMinutes(now, 2 ** (attempt - 1)),
    place,
    because: [because],
  };
}

/** Writes the outcome; where the enrollment was changed meanwhile (paused, stopped, replied), onto what it is now. */
async function settle(
  ports: StepPorts,
  due: DueStep,
  claimed: Enrollment,
  outcome: Outcome,
  next: NextPlan,
  now: Instant,
): Promise<void> {
  const { step, sender } = due;
  let current = claimed;
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    const { state } = current;
    // Unknown: paused and resumed, or given up for dead, while the provider was called.
    const waits = (state.status === 'sending' || state.status === 'unknown') && state.step === step.id;
    const events = waits
      ? [outcome.event, ...(outcome.done ? next.events : [])]
      : lateEvents(outcome, step.id);
    if (current.claim?.step !== step.id || current.claim.attempt !== claimed.claim?.attempt) return;
    if (events.length === 0) return;
    const wake = { sender, channel: outcome.done ? next.channel : channelOf(step) };
    if ((await writeEnrollment(ports, current, events, now, wake)).outcome === 'written') {
      if (!waits && outcome.done) await releaseNext(ports, due, next);
      return;
    }
    const latest = await ports.store.enrollments.get(current.organisation, current.id);
    if (latest === undefined) return;
    current = latest;
  }
  throw new ContentionError(`Enrollment ${claimed.id} is contended`);
}

/** What the outcome still means for an enrollment that was paused or ended while the provider was called. */
function lateEvents({ event, done }: Outcome, step: string): EnrollmentEvent[] {
  if (done) return [event];
  return event.type === 'deferred' && event.because[0] !== undefined
    ? [{ type: 'released', step, because: event.because[0] }]
    : [];
}

/** Gives back the place of a next step that does not follow. */
export async function releaseNext(ports: StepPorts, due: DueStep, next: NextPlan): Promise<void> {
  const [planned] = next.events;
  if (next.next === undefined || planned?.type !== 'planned' || planned.place === undefined) return;
  const lane = laneId(next.next.sender.user.id, channelOf(next.next.step));
  const place = { lane, date: planned.place, key: placeKey(due.enrollment.id, next.next.step.id) };
  await releasePlaces(ports.store, due.enrollment.organisation, [place]);
}
