import type { StepId } from '../kernel/ids.ts';
import type { Hold } from '../holds/hold.ts';
import type { ProviderEvent } from '../provider-events/provider-event.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Reason } from '../settings/reason.ts';
import type { StepTask } from '../tasks/task.ts';
import type { Call } from './effects.ts';
import type { Message, SendResult } from './message.ts';

/** What can be asked of an enrollment. Each kind is decided by the file of its name in `commands/`. */
export type Command =
  /** A lead enters a sequence (D1); the enrollment of the facts is blank. */
  | { kind: 'enroll'; by: string; because?: Reason | undefined }
  /** A wake-up came for a step, made at a revision. It is a hint: what is stored decides. */
  | { kind: 'wake'; step: StepId; revision: number }
  /** The lane opens, and it is this one's turn in its queue. `through`: the hold that it is let through as a probe (F10). */
  | { kind: 'pull'; through?: Hold | undefined }
  | {
      kind: 'pause';
      until?: Instant | undefined;
      lasts?: Lasts | undefined;
      because: Reason;
      shortens: boolean;
    }
  | { kind: 'resume'; because: Reason }
  | { kind: 'stop'; because: Reason }
  /** Stops it for another sequence. `evenIfOver`: one that is over goes on in the other one. */
  | { kind: 'move'; to: string; because: Reason; evenIfOver: boolean }
  /** `step`: one that is still to come; undefined: the last one. */
  | { kind: 'go-to-step'; step?: StepId | undefined; because: Reason }
  | { kind: 'pin' | 'unpin'; by: string }
  /** The lead answered a mail of it (D5). `reply`: the id of what was answered. */
  | { kind: 'reply'; step: StepId; at: Instant; reply?: string | undefined }
  /** An automatic answer, which says until when nobody reads mails (D5). */
  | {
      kind: 'automatic-reply';
      step: StepId;
      at: Instant;
      until: Instant;
      reply?: string | undefined;
    }
  /** The provider says what became of a message (F3). */
  | { kind: 'provider-event'; event: ProviderEvent; step: StepId; attempt?: number | undefined }
  /** The lead is suppressed: what the rules skip ends or is skipped at once (A6, A7). */
  | { kind: 'suppression' }
  /** The task of a step was completed or skipped (D2). */
  | { kind: 'task-closed'; task: StepTask }
  /** A person sends the mail or text of a task, as it was finished (A15). */
  | { kind: 'send-by-hand'; task: StepTask; by: string; message: Message }
  /** The provider answered, or did not, the call of an attempt (F3). */
  | { kind: 'settle'; call: Call; result: SendResult }
  /** A person says what became of a message of which nobody knows. */
  | { kind: 'resolve-unknown'; outcome: 'sent' | 'resend'; by: string }
  /** The worker that claimed a step is dead (F3). */
  | { kind: 'give-up-claim' }
  /** It was restored as it was `since`: until then, when all sending was held, messages may have gone out (F3). */
  | { kind: 'restored'; since: Instant; until: Instant };

export type CommandKind = Command['kind'];
export type CommandOf<Kind extends CommandKind> = Extract<Command, { kind: Kind }>;

/** A while that keeps the wall clock (D3). */
export type Lasts = { amount: number; unit: 'days' | 'minutes' };
