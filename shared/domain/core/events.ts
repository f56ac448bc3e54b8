import type { Reason } from '../settings/reason.ts';
import type { Channel } from '../channels/channels.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneId } from '../lanes/lane.ts';

/**
 * What can happen to an enrollment, in the past tense. Each event says why (F2). The record of an enrollment is the
 * list of its events; its state is their fold (see `evolve`).
 */
export type EnrollmentEvent =
  | { type: 'enrolled'; by: string; version: number; because?: Reason | undefined }
  /**
   * The next step has its time; `because` are the rules that moved it from when it was due. `standIn`: the user whose
   * lane it is in, while its own sender is away (F7).
   */
  | {
      type: 'planned';
      step: string;
      version: number;
      due: Instant;
      at: Instant;
      place?: LocalDate | undefined;
      standIn?: string | undefined;
      because: Reason[];
    }
  /** The next step queues in its lane. */
  | {
      type: 'queued';
      step: string;
      version: number;
      due: Instant;
      lane: LaneId;
      priority: 0 | 1;
      opensOn: LocalDate;
      because: Reason[];
    }
  /** A due step got a later time. */
  | {
      type: 'deferred';
      step: string;
      due: Instant;
      until: Instant;
      place?: LocalDate | undefined;
      standIn?: string | undefined;
      because: Reason[];
    }
  /** The claim before the provider is called (F3). */
  | {
      type: 'claimed';
      step: string;
      attempt: number;
      /** The user who sends it by hand; undefined: the engine does. */
      by?: string | undefined;
    }
  | {
      type: 'sent';
      step: string;
      channel: Exclude<Channel, 'task'>;
      messageId: string;
      sender: string;
      recipient: string;
      /** SHA-256 of what was really sent, in hex (D8). */
      contentHash: string;
      /** Of a mail, as it went out (D6); undefined: not known to whoever settled it, or sent under 0.2.0. */
      subject?: string | undefined;
      /** The user who sent it by hand; undefined: the engine did. */
      by?: string | undefined;
      /** Why it is held to be sent when the provider's answer was lost. */
      because?: Reason | undefined;
    }
  /** The provider's answer is not known; never resent by itself (F3). */
  | { type: 'outcome-unknown'; step: string; listedAt: Instant; because: Reason }
  /** The provider refused while the enrollment had been paused or stopped: the claim is given back. */
  | { type: 'released'; step: string; because: Reason }
  /** Everything of its sender is held (F10): the step waits in the queue of its lane, and nothing counts as a try. */
  | { type: 'held'; step: string; hold: string; because: Reason }
  /** The provider refused for good: the step is passed over. */
  | { type: 'failed'; step: string; because: Reason }
  | { type: 'skipped'; step: string; because: Reason }
  | { type: 'task-opened'; step: string; taskId: string }
  | {
      type: 'task-completed';
      step: string;
      by: string;
      outcome?: string | undefined;
      /** Of a call. */
      durationSeconds?: number | undefined;
    }
  | {
      type: 'task-skipped';
      step: string;
      by: string;
      /** Id of the reason, and its label as it was then (A11). */
      reason?: string | undefined;
      label?: string | undefined;
      note?: string | undefined;
    }
  | { type: 'replied'; step?: string | undefined; messageId?: string | undefined }
  /** `held` false: a task was open, which stays so. */
  | { type: 'auto-replied'; step?: string | undefined; until: Instant; held?: false | undefined }
  | { type: 'paused'; until?: Instant | undefined; because: Reason }
  | { type: 'resumed'; because: Reason }
  /** From now on it keeps its version, or again follows the present one (D10). */
  | { type: 'pinned'; by: string }
  | { type: 'unpinned'; by: string }
  | { type: 'stopped'; because: Reason }
  | { type: 'moved'; to: string; because: Reason }
  | { type: 'finished'; because: Reason };

export type EnrollmentEventType = EnrollmentEvent['type'];
