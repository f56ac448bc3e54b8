import type { Reason } from '../settings/reason.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { EnrollmentEvent } from './events.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { LaneId } from '../lanes/lane.ts';

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
export type EnrollmentState =
  | {
      status: 'scheduled';
      step: string;
      /** When the step was due by its own wait and hour, before windows and caps: its rank in a queue. */
      due: Instant;
      /** When it wakes. */
      at: Instant;
      /** Lane day that holds its slot; undefined: the lane was not limited, or it has not asked yet. */
      place?: LocalDate | undefined;
      /** User whose lane it is in while its own sender is away (F7). */
      standIn?: string | undefined;
    }
  | { status: 'backlogged'; step: string; due: Instant; lane: LaneId; priority: 0 | 1; opensOn: LocalDate }
  /** The provider is being called, or was when the work died: see `claim`. */
  | {
      status: 'sending';
      step: string;
      due: Instant;
      place?: LocalDate | undefined;
      standIn?: string | undefined;
    }
  /** What the provider did is not known; listed for a person from `listedAt` on (F3). */
  | {
      status: 'unknown';
      step: string;
      due: Instant;
      place?: LocalDate | undefined;
      standIn?: string | undefined;
      listedAt: Instant;
    }
  | { status: 'waiting'; step: string; due: Instant; taskId: string; since: Instant }
  | {
      status: 'paused';
      step: string;
      due: Instant;
      /** Undefined: until a person resumes it. */
      until?: Instant | undefined;
      because: Reason;
      /** A task that was open when it was paused. */
      taskId?: string | undefined;
    }
  | { status: 'stopped'; at: Instant; because: Reason }
  | { status: 'finished'; at: Instant; because: Reason };

export type EnrollmentStatus = EnrollmentState['status'];

/**
 * The right to call the provider once for a step. Written before the call, cleared when its outcome is known. While it
 * stands, nothing sends that step, whatever state the enrollment has come to since (F3).
 */
export type Claim = {
  step: string;
  attempt: number;
  at: Instant;
  /** The user who sends it by hand, from a task; undefined: the engine does. */
  by?: string | undefined;
};

/** A subject without the `Re: ` of replies, and the mail steps that went out with it: those of a thread share one. */
export type SentSubject = { subject: string; steps: string[] };

/** A stored enrollment. `events` are those of its last change alone; the table's stream carries them on. */
export type Enrollment = {
  organisation: string;
  /** `<lead>.<sequence>.<n>`, n counting the times the lead went through the sequence. */
  id: EnrollmentId;
  revision: number;
  leadId: string;
  sequenceId: string;
  /** Version its next step is read from, while pinned; else the one its scheduled step was read from. */
  version: number;
  /** Keeps its version when the sequence is edited (D10). */
  pinned: boolean;
  /** Sender: the user who enrolled the lead. */
  userId: string;
  /** Ids of steps sent, done or skipped, in the order they were; a step in it is never done again (D10). */
  done: string[];
  /** Provider message id per mail step, for threads (D6). */
  messages: Record<string, string>;
  /**
   * What the mails that went out bore as their subject (D6); a step in none of them went out under 0.2.0, or was settled
   * by somebody who does not know its subject.
   */
  subjects?: SentSubject[] | undefined;
  state: EnrollmentState;
  claim?: Claim | undefined;
  /** Calls to the provider that its scheduled step has had. */
  attempts: number;
  enrolledAt: Instant;
  /** Lead answered; kept for the reply rate when it goes on, as after an automatic reply. */
  repliedAt?: Instant | undefined;
  /** Idempotency key of the request that enrolled it. */
  request?: string | undefined;
  events: EnrollmentEvent[];
  changedAt: Instant;
};

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
    'organisation' | 'id' | 'leadId' | 'sequenceId' | 'version' | 'pinned' | 'userId' | 'request'
  >,
  now: Instant,
): Enrollment {
  const { request, ...rest } = of;
  return {
    ...rest,
    ...(request !== undefined && { request }),
    revision: 0,
    done: [],
    messages: {},
    state: { status: 'scheduled', step: '', due: now, at: now },
    attempts: 0,
    enrolledAt: now,
    events: [],
    changedAt: now,
  };
}
