import type { Command } from '../../domain/core/commands.ts';
import type { Effect } from '../../domain/core/effects.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Content, StepFacts } from '../../domain/core/facts.ts';
import type { Message, SendResult } from '../../domain/core/message.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

/** A command for an enrollment. */
export type Asked = {
  organisation: string;
  /** Id of the enrollment. */
  enrollment: EnrollmentId;
  command: Command;
  /** As it was read, or made, just now; read anew when it was changed since. */
  known?: Enrollment | undefined;
  lead?: Lead | undefined;
  /** All that is known of it by who has just written it; gathered anew when it was changed since. */
  facts?: Gathered | undefined;
};

/** What deciding about a command may know, but for the lanes. */
export type Gathered = Omit<StepFacts, 'lanes'>;

/** For whom effects are performed. `opened`: openings of lanes made in the same work, so that many who queue make one. */
export type Performing = {
  enrollment: Enrollment;
  now: Instant;
  opened: Set<string>;
  sending?: Sending | undefined;
};

/** What came of an effect. `conflict`: somebody else changed what it is about, and nothing was written. */
export type Performed = 'done' | 'conflict';

/** Effects that only who sends performs, and has the rights for. */
export type SendingEffect = Extract<
  Effect,
  { kind: 'keep-links' | 'note-invitation' | 'write-hold' | 'end-hold' | 'keep-message' }
>;

/**
 * What sending adds to one piece of work: the holds that it may meet, the message of a due step, the call of the
 * provider. Who executes commands that never send has none of it, and needs none of its rights.
 */
export type Sending = {
  holds(organisation: string): Promise<Hold[]>;
  content(facts: Gathered, command: Command): Promise<StepFacts['content']>;
  /** Whom the mails to users of an enrollment's present step go to (E1). */
  addressees(facts: Gathered): Promise<StepFacts['addressees']>;
  perform(effect: SendingEffect, of: Performing): Promise<Performed>;
  /** Takes back what was done before a write that was lost. */
  undo(effect: SendingEffect, of: Performing): Promise<void>;
  /** Calls the provider, once. */
  call(message: Message): Promise<SendResult>;
};

/** Nothing is composed where nothing is sent. */
export function notComposed(step: { id: string }, { user }: Sender): Content {
  throw new Error(`Nothing is composed for step ${step.id} of ${user.id}`);
}

/** Nobody is written to where nothing is sent. */
export function noAddressees(): readonly string[] {
  return [];
}
