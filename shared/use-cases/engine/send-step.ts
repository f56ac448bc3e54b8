import { plusMinutes } from '../../domain/time/instants.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { assertNever } from '../../domain/kernel/assert-never.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import type { SendResult } from '../../ports/sender.ts';
import type { ComposedMessage } from './compose-message.ts';
import { ContentionError } from './contention.ts';
import type { NextPlan } from './follow-up.ts';
import type { StepAtHand } from './load-due-steps.ts';
import { releasePlaces } from './release-places.ts';
import { keepShortLinks } from './short-links.ts';
import { sentEvents } from './sent-events.ts';
import type { StepPorts } from './step-ports.ts';
import { unknownEvent } from './unknown-outcome.ts';
import { channelOf, writeEnrollment } from './write-enrollment.ts';

/** Tries that a provider who says "later" gets; the wait doubles from a minute, about four hours in all. */
const MOST_ATTEMPTS = 8;
const SETTLE_ATTEMPTS = 8;

/** A person sends it, from this task. */
export type ByHand = { by: string; taskId: string };

/** Sends a due step; see {@link claimAndSend}. */
export async function sendStep(
  ports: StepPorts,
  due: StepAtHand,
  message: ComposedMessage,
  next: NextPlan,
  now: Instant,
): Promise<'written' | 'conflict'> {
  const sent = await claimAndSend(ports, due, message, next, now);
  return sent.kind === 'conflict' ? 'conflict' : 'written';
}

/**
 * Claim, call the provider once, settle (F3); the links of a text are kept before. The claim is a conditional write:
 * whoever loses it does not call. What the provider answered is then written at once, over whatever else changed in
 * between.
 */
export async function claimAndSend(
  ports: StepPorts,
  due: StepAtHand,
  message: ComposedMessage,
  next: NextPlan,
  now: Instant,
  hand?: ByHand,
): Promise<Answered | { kind: 'conflict' }> {
  const { enrollment, step, sender } = due;
  const attempt = enrollment.attempts + 1;
  if (message.kind === 'sms') await keepShortLinks(ports, message.links);
  const claimed = { type: 'claimed' as const, step: step.id, attempt, ...(hand && { by: hand.by }) };
  const claim = await writeEnrollment(ports, enrollment, [claimed], now, {
    sender,
    channel: channelOf(step),
  });
  if (claim.outcome === 'conflict') {
    await releaseNext(ports, due, next);
    return { kind: 'conflict' };
  }
  const result = await callProvider(ports, message);
  const outcome = outcomeOf(due, message, result, { attempt, hand }, now);
  if (!outcome.done) await releaseNext(ports, due, next);
  await settle(ports, due, claim.enrollment, outcome, next, now);
  return result;
}

type Answered = Exclude<SendResult, { kind: 'held' }>;

async function callProvider(ports: StepPorts, message: ComposedMessage): Promise<Answered> {
  const result = await (message.kind === 'mail'
    ? ports.mailer.send(message.mail)
    : ports.sms.send(message.sms));
  if (result.kind !== 'held') return result;
  return { kind: 'refused', retry: true, code: result.code, message: result.message };
}

type Outcome = {
  events: EnrollmentEvent[];
  /** What it still means for an enrollment that was paused or ended while the provider was called. */
  late: EnrollmentEvent[];
  /** The step is behind us: the next one follows. */
  done: boolean;
};

function outcomeOf(
  due: StepAtHand,
  message: ComposedMessage,
  result: Answered,
  { attempt, hand }: { attempt: number; hand: ByHand | undefined },
  now: Instant,
): Outcome {
  const step = due.step.id;
  const done = (events: EnrollmentEvent[]): Outcome => ({ events, late: events, done: true });
  switch (result.kind) {
    case 'accepted': {
      const { kind: channel, sender, recipient, contentHash } = message;
      const { messageId } = result;
      const subject = message.kind === 'mail' ? message.mail.subject : undefined;
      const what = { channel, sender, recipient, contentHash, ...(subject !== undefined && { subject }) };
      const sent = { type: 'sent' as const, step, messageId, ...what };
      return done(sentEvents(sent, hand?.by));
    }
    case 'refused': {
      const because: Because = { kind: 'provider', code: result.code, message: result.message };
      const released = { type: 'released' as const, step, because };
      if (hand !== undefined) {
        // The person is told, and has the task in hand again.
        const opened = { type: 'task-opened' as const, step, taskId: hand.taskId };
        return { events: [released, opened], late: [released], done: false };
      }
      if (!result.retry || attempt >= MOST_ATTEMPTS) return done([{ type: 'failed', step, because }]);
      const events = [retryEvent(due.enrollment, step, attempt, because, now)];
      return { events, late: [released], done: false };
    }
    case 'unknown': {
      const because: Because = { kind: 'provider', code: result.code, message: result.message };
      return { events: [unknownEvent(step, because, now)], late: [], done: false };
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
  due: StepAtHand,
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
    const events = waits ? [...outcome.events, ...(outcome.done ? next.events : [])] : outcome.late;
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

/** Gives back the place of a next step that does not follow. */
export async function releaseNext(ports: StepPorts, due: StepAtHand, next: NextPlan): Promise<void> {
  const [planned] = next.events;
  if (next.next === undefined || planned?.type !== 'planned' || planned.place === undefined) return;
  const lane = laneId(next.next.sender.user.id, channelOf(next.next.step));
  const place = { lane, date: planned.place, key: placeKey(due.enrollment.id, next.next.step.id) };
  await releasePlaces(ports.store, due.enrollment.organisation, [place]);
}
