import type { Reason } from '../settings/reason.ts';
import type { MessageChannel } from '../channels/channels.ts';
import type { StepType } from '../channels/step-types.ts';
import type { Instant } from '../kernel/instant.ts';
import type { BotRule } from '../provider-events/provider-event.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import type { ScoreReason } from '../scoring/reasons.ts';
import type { SuppressionReason } from '../people/suppression.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** An opening or a click. */
type OnMessage = {
  step: string;
  messageId: string;
  /** Undefined: mail. */
  channel?: MessageChannel | undefined;
  machine: boolean;
  /** By which rule it is a bot's. */
  rule?: BotRule | undefined;
  again: boolean;
};

/** Something that happened to a lead beside the enrollment's own events: what the provider or the recipient did. */
export type LeadEvent =
  | { type: 'delivered'; step: string; messageId: string }
  | { type: 'delayed'; step: string; messageId: string; detail: string }
  /** `machine`: a prefetch proxy or scanner, not the person (F8). `again`: the message was opened before. */
  | ({ type: 'opened' } & OnMessage)
  /** `name`: of the link, where its template names it (B2). */
  | ({ type: 'clicked'; link: string; name?: string | undefined } & OnMessage)
  | { type: 'rejected'; step: string; messageId: string; detail: string }
  | { type: 'rendering-failed'; step: string; messageId: string; detail: string }
  /** Only permanent ones have consequences (A7). */
  | { type: 'bounced'; step?: string | undefined; permanent: boolean; detail: string }
  | { type: 'complained'; step?: string | undefined; detail: string }
  | { type: 'unsubscribed'; step?: string | undefined; by: 'link' | 'one-click' | 'user' }
  /** An address of the lead came onto the suppression list, or the lead got one that is on it. */
  | { type: 'suppressed'; reason: SuppressionReason; since: Instant; by?: string | undefined }
  | { type: 'suppression-lifted'; reason: SuppressionReason; by: string; note?: string | undefined }
  /** `seconds`: how long it lasted; `by`: the user who had it. */
  | { type: 'call-received'; seconds: number; by: string }
  | { type: 'call-made'; seconds: number; by: string }
  /** Points were added to the lead's score (A12); `cause`: the activity that gave them. */
  | {
      type: 'scored';
      reason: ScoreReason;
      points: number;
      step?: string | undefined;
      before: number;
      after: number;
      cause: string;
      because: Reason;
    }
  /** The score came to the threshold or above it (A12). */
  | { type: 'qualified'; score: number; threshold: number; because: Reason }
  /** A task of no sequence; `task` is its id. */
  | {
      type: 'custom-task-created';
      task: string;
      name: string;
      taskType: StepType;
      by: string;
      user: string;
      due: Instant;
    }
  | {
      type: 'custom-task-completed';
      task: string;
      name: string;
      by: string;
      outcome?: string | undefined;
      durationSeconds?: number | undefined;
    }
  | {
      type: 'custom-task-skipped';
      task: string;
      name: string;
      by: string;
      reason?: string | undefined;
      label?: string | undefined;
      note?: string | undefined;
    }
  | { type: 'custom-task-cancelled'; task: string; name: string; by: string }
  | { type: 'task-reassigned'; task: string; name: string; by: string; from: string; to: string }
  /** The lead belongs to another user now; `by` a person, else `because` says. */
  | {
      type: 'owner-changed';
      from: string;
      to: string;
      by?: string | undefined;
      because?: Reason | undefined;
    }
  | { type: 'converted'; by: string }
  | { type: 'disqualified'; by: string }
  /** Taken back that it was disqualified. */
  | { type: 'reopened'; by: string };

export type ActivityEvent = EnrollmentEvent | LeadEvent;

/**
 * One change that happened to a lead, with its events in order. The spine: statistics, scores and rules read these.
 * The id is made from the cause, so that a cause seen twice is one activity.
 */
export type Activity = {
  organisation: string;
  leadId: string;
  /** `<enrollment>#<revision>` for a change of an enrollment, else made from the provider's event. */
  id: string;
  at: Instant;
  enrollmentId?: EnrollmentId | undefined;
  sequenceId?: string | undefined;
  /** Version that the events' steps belong to. */
  version?: number | undefined;
  userId?: string | undefined;
  events: ActivityEvent[];
};
