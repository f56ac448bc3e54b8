import type { StepId } from '../kernel/ids.ts';
import { channels } from '../channels/channels.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { withLast } from '../kernel/lists.ts';
import { taskInHand } from './task-in-hand.ts';
import type { Enrollment, EnrollmentState } from './enrollment.ts';
import { isOver } from './enrollment.ts';
import { withSubject } from './sent-subject.ts';
import type { EnrollmentEvent } from './events.ts';

type OpenState = Exclude<EnrollmentState, { status: 'stopped' | 'finished' }>;

/**
 * The enrollment after one more change: its events folded in order, the revision raised by one, and `events` replaced
 * by these. An enrollment that is over stays over; late facts about it (`sent`, `replied`) are still noted.
 */
export function evolve(enrollment: Enrollment, events: readonly EnrollmentEvent[], now: Instant): Enrollment {
  const after: Enrollment = {
    ...enrollment,
    revision: enrollment.revision + 1,
    events: [...events],
    changedAt: now,
  };
  for (const event of events) apply(event, after, now);
  return after;
}

/** Changes the one copy of an enrollment as an event says; what it has in common with others is replaced. */
function apply(event: EnrollmentEvent, after: Enrollment, now: Instant): void {
  const { state } = after;
  switch (event.type) {
    case 'enrolled':
    case 'auto-replied':
    case 'moved':
    case 'resumed':
      return;
    case 'replied':
      after.repliedAt ??= now;
      return;
    case 'planned': {
      if (isOver(state)) return;
      const { step, due, at, place, standIn } = event;
      goTo(after, state, event);
      after.state = { status: 'scheduled', step, due, at, place, standIn };
      return;
    }
    case 'queued': {
      if (isOver(state)) return;
      const { step, due, lane, priority, opensOn } = event;
      goTo(after, state, event);
      after.state = { status: 'backlogged', step, due, lane, priority, opensOn };
      return;
    }
    case 'deferred': {
      if (isOver(state)) return;
      const { step, due, until: at, place, standIn } = event;
      after.claim = undefined;
      after.state = { status: 'scheduled', step, due, at, place, standIn };
      return;
    }
    case 'claimed': {
      if (isOver(state)) return;
      const { step, attempt, by } = event;
      after.attempts = attempt;
      after.claim = { step, attempt, at: now, by };
      after.state = { status: 'sending', step, due: state.due, ...slotOf(state) };
      return;
    }
    case 'sent': {
      const { step, subject, messageId } = event;
      settle(after, step);
      // The imagined provider of a forecast gives no id: nobody answers in that thread.
      if (channels[event.channel].threads && messageId !== '')
        after.messages = { ...after.messages, [step]: messageId };
      if (subject !== undefined) after.subjects = withSubject(after.subjects ?? [], step, subject);
      return;
    }
    case 'outcome-unknown': {
      if (isOver(state)) return;
      const { step, listedAt } = event;
      after.state = { status: 'unknown', step, due: state.due, ...slotOf(state), listedAt };
      return;
    }
    case 'released':
      after.claim = undefined;
      return;
    case 'held':
      if (after.claim !== undefined) after.attempts -= 1;
      after.claim = undefined;
      return;
    case 'failed':
    case 'skipped':
    case 'task-completed':
    case 'task-skipped':
      settle(after, event.step);
      return;
    case 'task-opened': {
      if (isOver(state)) return;
      const { step, taskId } = event;
      after.state = { status: 'waiting', step, due: state.due, taskId, since: now };
      return;
    }
    case 'paused': {
      if (isOver(state)) return;
      const { step, due } = state;
      const { until, because } = event;
      after.state = { status: 'paused', step, due, until, because, taskId: taskInHand(after) };
      return;
    }
    case 'pinned':
    case 'unpinned':
      after.pinned = event.type === 'pinned';
      return;
    case 'stopped':
    case 'finished':
      if (isOver(state)) return;
      after.state = { status: event.type, at: now, because: event.because };
      return;
    default:
      assertNever(event);
  }
}

/** The step of a plan is the present one; calls are counted anew unless it was. */
function goTo(
  after: Enrollment,
  from: OpenState,
  { step, version }: { step: StepId; version: number },
): void {
  after.version = version;
  if (from.step !== step) after.attempts = 0;
}

/** The step is done: it will not be done again, and its claim, if it has one, is used up. */
function settle(after: Enrollment, step: StepId): void {
  if (!after.done.includes(step)) after.done = withLast(after.done, step);
  if (after.claim?.step === step) after.claim = undefined;
}

/** The slot of a step that is being sent, and in whose lane it is. */
function slotOf(state: OpenState): { place?: LocalDate | undefined; standIn?: string | undefined } {
  return 'place' in state ? { place: state.place, standIn: state.standIn } : {};
}
