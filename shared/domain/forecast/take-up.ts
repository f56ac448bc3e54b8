import { plusMinutes } from '../time/instants.ts';
import { isOver, type Enrollment } from '../core/enrollment.ts';
import type { Sender } from '../core/planning.ts';
import { senderAt } from '../core/stand-in.ts';
import type { Because } from '../settings/because.ts';
import { stepKinds } from '../channels/step-types.ts';
import type { Instant } from '../kernel/instant.ts';
import { wakeTime } from '../lanes/wake-up.ts';
import type { Lead } from '../people/people.ts';
import { type SequenceVersion } from '../sequences/step.ts';
import type { Course, CourseState } from './course.ts';

/** Why nothing can be said of when an enrollment goes on: a person or a provider decides. */
export type Unforeseeable =
  { why: 'paused'; because: Because } | { why: 'sending' } | { why: 'unknown' } | { why: 'gone' };

/** An enrollment under way as the outset of a forecast; `unforeseeable`: it says why it is none. */
export type TakenUp =
  | { kind: 'under-way'; course: Course; wakesAt?: Instant | undefined }
  | { kind: 'unforeseeable'; enrollment: Enrollment; reason: Unforeseeable }
  | { kind: 'over' };

/** What a forecast takes up of an enrollment as it is stored. @param asked it is one that the forecast is for */
export function takeUp(
  enrollment: Enrollment,
  known: { lead: Lead | undefined; sender: Sender | undefined; version: SequenceVersion | undefined },
  { taskMinutes, asked }: { taskMinutes: number; asked: boolean },
): TakenUp {
  const { state } = enrollment;
  if (isOver(state)) return { kind: 'over' };
  const not = (reason: Unforeseeable): TakenUp => ({ kind: 'unforeseeable', enrollment, reason });
  const { lead, sender, version } = known;
  if (lead === undefined || sender === undefined || version === undefined) return not({ why: 'gone' });
  const course = (now: CourseState): Course => ({
    enrollmentId: enrollment.id,
    lead,
    sender,
    sequenceId: enrollment.sequenceId,
    version: enrollment.version,
    pinned: enrollment.pinned,
    enrolledAt: enrollment.enrolledAt,
    done: [...enrollment.done],
    state: now,
    revision: enrollment.revision,
    asked,
  });
  switch (state.status) {
    case 'scheduled': {
      const { step, due, at, place, standIn } = state;
      const wakesAt = wakeTime(at, enrollment.changedAt);
      return {
        kind: 'under-way',
        course: course({ status: 'scheduled', step, due, at, place, standIn }),
        wakesAt,
      };
    }
    case 'backlogged':
      return { kind: 'under-way', course: course({ ...state }) };
    case 'waiting': {
      const { step, due, since } = state;
      const of = version.steps.find(({ id }) => id === step);
      const counted = of !== undefined && stepKinds[of.type].template !== 'task';
      const closes = plusMinutes(since, taskMinutes);
      const userId = senderAt(sender, lead, since).user.id;
      return { kind: 'under-way', course: course({ status: 'waiting', step, due, userId, closes, counted }) };
    }
    case 'paused': {
      const { step, due, until, because, taskId } = state;
      if (until === undefined || enrollment.claim?.step === step) return not({ why: 'paused', because });
      const wakesAt = wakeTime(until, enrollment.changedAt);
      return {
        kind: 'under-way',
        course: course({ status: 'paused', step, due, until, task: taskId !== undefined }),
        wakesAt,
      };
    }
    case 'sending':
    case 'unknown':
      return not({ why: state.status });
  }
}
