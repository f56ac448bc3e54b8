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
  const changed = events.reduce((current, event) => apply(current, event, now), enrollment);
  return { ...changed, revision: enrollment.revision + 1, events, changedAt: now };
}

function apply(enrollment: Enrollment, event: EnrollmentEvent, now: Instant): Enrollment {
  const { state } = enrollment;
  switch (event.type) {
    case 'enrolled':
    case 'auto-replied':
    case 'moved':
      return enrollment;
    case 'replied':
      return { ...enrollment, repliedAt: enrollment.repliedAt ?? now };
    case 'planned':
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
        version: event.version,
        attempts: state.step === event.step ? enrollment.attempts : 0,
        state: { status: 'scheduled', step: event.step, due: event.due, at: event.at, ...placeOf(event) },
      };
    case 'queued':
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
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
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
        claim: undefined,
        state: { status: 'scheduled', step: event.step, due: event.due, at: event.until, ...placeOf(event) },
      };
    case 'claimed':
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
        attempts: event.attempt,
        claim: {
          step: event.step,
          attempt: event.attempt,
          at: now,
          ...(event.by !== undefined && { by: event.by }),
        },
        state: { status: 'sending', step: event.step, due: state.due, ...placeOf(state) },
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
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
        state: {
          status: 'unknown',
          step: event.step,
          due: state.due,
          listedAt: event.listedAt,
          ...placeOf(state),
        },
      };
    case 'released':
      return { ...enrollment, claim: undefined };
    case 'held':
      return {
        ...enrollment,
        claim: undefined,
        attempts: enrollment.claim === undefined ? enrollment.attempts : enrollment.attempts - 1,
      };
    case 'failed':
    case 'skipped':
    case 'task-completed':
    case 'task-skipped':
      return settle(enrollment, event.step);
    case 'task-opened':
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
        state: { status: 'waiting', step: event.step, due: state.due, taskId: event.taskId, since: now },
      };
    case 'paused':
      if (isOver(state)) return enrollment;
      return {
        ...enrollment,
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
      return enrollment;
    case 'pinned':
    case 'unpinned':
      return { ...enrollment, pinned: event.type === 'pinned' };
    case 'stopped':
      if (isOver(state)) return enrollment;
      return { ...enrollment, state: { status: 'stopped', at: now, because: event.because } };
    case 'finished':
      if (isOver(state)) return enrollment;
      return { ...enrollment, state: { status: 'finished', at: now, because: event.because } };
    default:
      return assertNever(event);
  }
}

/** The step is done: it will not be done again, and its claim, if it has one, is used up. */
function settle(enrollment: Enrollment, step: string): Enrollment {
  return {
    ...enrollment,
    done: enrollment.done.includes(step) ? enrollment.done : [...enrollment.done, step],
    claim: enrollment.claim?.step === step ? undefined : enrollment.claim,
  };
}

type Placed = { place?: LocalDate | undefined; standIn?: string | undefined };

function placeOf(from: OpenState | Placed): Placed {
  if (!('place' in from) && !('standIn' in from)) return {};
  const { place, standIn } = from;
  return { place, ...(standIn !== undefined && { standIn }) };
}
