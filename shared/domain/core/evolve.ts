import { channels } from '../channels/channels.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
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
export function evolve(enrollment: Enrollment, events: EnrollmentEvent[], now: Instant): Enrollment {
  const after: Enrollment = { ...enrollment, revision: enrollment.revision + 1, events, changedAt: now };
  for (const event of events) Object.assign(after, changesBy(after, event, now));
  return after;
}

type Changes = Partial<Enrollment>;

const none: Changes = {};

/** What one event changes of an enrollment. */
function changesBy(enrollment: Enrollment, event: EnrollmentEvent, now: Instant): Changes {
  const { state } = enrollment;
  switch (event.type) {
    case 'enrolled':
    case 'auto-replied':
    case 'moved':
      return none;
    case 'replied':
      return { repliedAt: enrollment.repliedAt ?? now };
    case 'planned':
      if (isOver(state)) return none;
      return {
        version: event.version,
        attempts: state.step === event.step ? enrollment.attempts : 0,
        state: { status: 'scheduled', step: event.step, due: event.due, at: event.at, ...slotOf(event) },
      };
    case 'queued':
      if (isOver(state)) return none;
      return {
        version: event.version,
        attempts: state.step === event.step ? enrollment.attempts : 0,
        state: {
          status: 'backlogged',
          step: event.step,
          due: event.due,
          lane: event.lane,
          priority: event.priority,
          opensOn: event.opensOn,
        },
      };
    case 'deferred':
      if (isOver(state)) return none;
      return {
        claim: undefined,
        state: { status: 'scheduled', step: event.step, due: event.due, at: event.until, ...slotOf(event) },
      };
    case 'claimed':
      if (isOver(state)) return none;
      return {
        attempts: event.attempt,
        claim: {
          step: event.step,
          attempt: event.attempt,
          at: now,
          ...(event.by !== undefined && { by: event.by }),
        },
        state: { status: 'sending', step: event.step, due: state.due, ...slotOf(state) },
      };
    case 'sent':
      return {
        ...settle(enrollment, event.step),
        messages: channels[event.channel].threads
          ? { ...enrollment.messages, [event.step]: event.messageId }
          : enrollment.messages,
        ...(event.subject !== undefined && {
          subjects: withSubject(enrollment.subjects ?? [], event.step, event.subject),
        }),
      };
    case 'outcome-unknown':
      if (isOver(state)) return none;
      return {
        state: {
          status: 'unknown',
          step: event.step,
          due: state.due,
          listedAt: event.listedAt,
          ...slotOf(state),
        },
      };
    case 'released':
      return { claim: undefined };
    case 'held':
      return {
        claim: undefined,
        attempts: enrollment.claim === undefined ? enrollment.attempts : enrollment.attempts - 1,
      };
    case 'failed':
    case 'skipped':
    case 'task-completed':
    case 'task-skipped':
      return settle(enrollment, event.step);
    case 'task-opened':
      if (isOver(state)) return none;
      return {
        state: { status: 'waiting', step: event.step, due: state.due, taskId: event.taskId, since: now },
      };
    case 'paused':
      if (isOver(state)) return none;
      return {
        state: {
          status: 'paused',
          step: state.step,
          due: state.due,
          until: event.until,
          because: event.because,
          taskId: taskInHand(enrollment),
        },
      };
    case 'resumed':
      return none;
    case 'pinned':
    case 'unpinned':
      return { pinned: event.type === 'pinned' };
    case 'stopped':
      if (isOver(state)) return none;
      return { state: { status: 'stopped', at: now, because: event.because } };
    case 'finished':
      if (isOver(state)) return none;
      return { state: { status: 'finished', at: now, because: event.because } };
    default:
      return assertNever(event);
  }
}

/** The step is done: it will not be done again, and its claim, if it has one, is used up. */
function settle(enrollment: Enrollment, step: string): Changes {
  return {
    done: enrollment.done.includes(step) ? enrollment.done : [...enrollment.done, step],
    claim: enrollment.claim?.step === step ? undefined : enrollment.claim,
  };
}

type Placed = { place?: LocalDate | undefined; standIn?: string | undefined };

function slotOf(from: OpenState | Placed): Placed {
  if (!('place' in from) && !('standIn' in from)) return {};
  const { place, standIn } = from;
  return { place, ...(standIn !== undefined && { standIn }) };
}
