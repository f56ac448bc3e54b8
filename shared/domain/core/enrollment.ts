import * as z from 'zod/mini';
import { laneIdText } from '../lanes/lane.ts';
import type { Instant } from '../kernel/instant.ts';
import {
  enrollmentIdText,
  leadIdText,
  number,
  sequenceIdText,
  stepIdText,
  taskIdText,
  text,
  userIdText,
} from '../kernel/shapes.ts';
import { localDay } from '../time/local-day.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';
import { enrollmentEvent } from './events.ts';

const onStep = {
  step: stepIdText,
  /** When the step was due by its own wait and hour, before windows and caps: its rank in a queue. */
  due: instant,
};
const inLane = {
  /** Lane day that holds its slot; undefined: the lane was not limited, or it has not asked yet. */
  place: z.optional(localDay),
  /** User whose lane it is in while its own sender is away (F7). */
  standIn: z.optional(text),
};

/**
 * One lead going through one sequence on behalf of the user who enrolled it.
 *
 * ```
 *                      ┌────────── later ──────────┐
 * enrolled ─▶ scheduled ─▶ sending ─▶ (sent) ─▶ scheduled … ─▶ finished
 *      │         ▲  │          │ no answer
 *      ▼         │  │          ▼
 *  backlogged ───┘  │       unknown ─▶ (settled by an event, or by a person)
 *                   └─▶ waiting (a task is open) ─▶ scheduled …
 * ```
 * From every pending state: paused (and back), stopped, finished. Finished and stopped are final.
 * `scheduled` has a time and a wake-up; `backlogged` queues in its lane; `waiting` is on a person's list: pending
 * enrollments thus always have a wake-up or a place in a queue (F4).
 */
const enrollmentState = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('scheduled'),
    ...onStep,
    /** When it wakes. */
    at: instant,
    ...inLane,
  }),
  z.object({
    status: z.literal('backlogged'),
    ...onStep,
    lane: laneIdText,
    priority: z.literal([0, 1]),
    opensOn: localDay,
  }),
  /** The provider is being called, or was when the work died: see `claim`. */
  z.object({
    status: z.literal('sending'),
    ...onStep,
    ...inLane,
  }),
  /** What the provider did is not known; listed for a person from `listedAt` on (F3). */
  z.object({
    status: z.literal('unknown'),
    ...onStep,
    ...inLane,
    listedAt: instant,
  }),
  z.object({ status: z.literal('waiting'), ...onStep, taskId: taskIdText, since: instant }),
  z.object({
    status: z.literal('paused'),
    ...onStep,
    /** Undefined: until a person resumes it. */
    until: z.optional(instant),
    because: reason,
    /** A task that was open when it was paused. */
    taskId: z.optional(taskIdText),
  }),
  z.object({ status: z.literal('stopped'), at: instant, because: reason }),
  z.object({ status: z.literal('finished'), at: instant, because: reason }),
]);
export type EnrollmentState = z.output<typeof enrollmentState>;

export type EnrollmentStatus = EnrollmentState['status'];

/**
 * The right to call the provider once for a step. Written before the call, cleared when its outcome is known. While it
 * stands, nothing sends that step, whatever state the enrollment has come to since (F3).
 */
const claim = z.object({
  step: stepIdText,
  attempt: number,
  at: instant,
  /** The user who sends it by hand, from a task; undefined: the engine does. */
  by: z.optional(text),
});
export type Claim = z.output<typeof claim>;

/** A subject without the `Re: ` of replies, and the mail steps that went out with it: those of a thread share one. */
const sentSubject = z.object({ subject: text, steps: z.array(text) });
export type SentSubject = z.output<typeof sentSubject>;

/** A stored enrollment. `events` are those of its last change alone; the table's stream carries them on. */
export const enrollment = z.object({
  organisation: text,
  /** `<lead>.<sequence>.<n>`, n counting the times the lead went through the sequence. */
  id: enrollmentIdText,
  revision: number,
  leadId: leadIdText,
  sequenceId: sequenceIdText,
  /** Version its next step is read from, while pinned; else the one its scheduled step was read from. */
  version: number,
  /** Keeps its version when the sequence is edited (D10). */
  pinned: z.boolean(),
  /** Sender: the user who enrolled the lead. */
  userId: userIdText,
  /** Ids of steps sent, done or skipped, in the order they were; a step in it is never done again (D10). */
  done: z.array(text),
  /** Provider message id per mail step, for threads (D6). */
  messages: z.record(text, text),
  /**
   * What the mails that went out bore as their subject (D6); a step in none of them went out under 0.2.0, or was settled
   * by somebody who does not know its subject.
   */
  subjects: z.optional(z.array(sentSubject)),
  state: enrollmentState,
  claim: z.optional(claim),
  /** Calls to the provider that its scheduled step has had. */
  attempts: number,
  enrolledAt: instant,
  /** Lead answered; kept for the reply rate when it goes on, as after an automatic reply. */
  repliedAt: z.optional(instant),
  /** Idempotency key of the request that enrolled it. */
  request: z.optional(text),
  /** The record that it is about, whose fields its templates read; undefined: it is about the lead alone (E1). */
  recordId: z.optional(text),
  events: z.array(enrollmentEvent),
  changedAt: instant,
});
export type Enrollment = z.output<typeof enrollment>;

/** Still to be worked on: has a wake-up, a place in a queue or a task (F4). */
export function isPending(state: EnrollmentState): boolean {
  switch (state.status) {
    case 'scheduled':
    case 'backlogged':
    case 'sending':
    case 'unknown':
    case 'waiting':
      return true;
    case 'paused':
    case 'stopped':
    case 'finished':
      return false;
  }
}

/** Nothing more will ever happen. */
export function isOver(
  state: EnrollmentState,
): state is Extract<EnrollmentState, { status: 'stopped' | 'finished' }> {
  return state.status === 'stopped' || state.status === 'finished';
}

/** The user who acts for it as it stands: its sender, or who stands in (F7). */
export function actorOf({ state, userId }: Pick<Enrollment, 'state' | 'userId'>): string {
  return ('standIn' in state ? state.standIn : undefined) ?? userId;
}

/** An enrollment before anything happened to it; see the command `enroll`. */
export function blankEnrollment(
  of: Pick<
    Enrollment,
    'organisation' | 'id' | 'leadId' | 'sequenceId' | 'version' | 'pinned' | 'userId' | 'request' | 'recordId'
  >,
  now: Instant,
): Enrollment {
  const { organisation, id, leadId, sequenceId, version, pinned, userId, request, recordId } = of;
  return {
    organisation,
    id,
    revision: 0,
    leadId,
    sequenceId,
    version,
    pinned,
    userId,
    done: [],
    messages: {},
    state: { status: 'scheduled', step: '', due: now, at: now },
    claim: undefined,
    attempts: 0,
    enrolledAt: now,
    request,
    recordId,
    events: [],
    changedAt: now,
  };
}
