import type { Hold } from '../holds/hold.ts';
import type { Invitation } from '../contact-intervals/contact-ledger.ts';
import type { Instant } from '../kernel/instant.ts';
import type { LaneBook } from '../lanes/lane-book.ts';
import type { Lead } from '../people/people.ts';
import type { Sequence, SequenceVersion, Step } from '../sequences/step.ts';
import type { Channel } from '../channels/channels.ts';
import type { Enrollment } from './enrollment.ts';
import type { Message } from './message.ts';
import type { Sender } from './planning.ts';

/** What every decision knows. */
export type EnrollmentFacts = {
  now: Instant;
  /** As it is stored; revision 0: it is about to be made. */
  enrollment: Enrollment;
  /** On whose behalf. */
  sender: Sender;
};

/** What a decision about steps may know beside that. What is gone or was never there is undefined. */
export type StepFacts = EnrollmentFacts & {
  lead: Lead | undefined;
  sequence: Sequence | undefined;
  /** The version that the present step is read from. */
  version: SequenceVersion | undefined;
  /** The version that the next step is read from (D10). */
  following: SequenceVersion | undefined;
  lanes: Lanes;
  /** Holds in force that concern the sender or who stands in (F10). */
  holds: readonly Hold[];
  /** Of a feedback sequence: what is known of the client beside. */
  feedback?: FeedbackFacts | undefined;
  /** What a step would send in somebody's name at its next attempt, or what nothing fills in it (D8). */
  content: (step: Step, sender: Sender) => Content;
  /** The addresses that a mail to users goes to (E1). */
  addressees: (step: Step) => readonly string[];
  /** The user who has the task in hand, where that is another one than who acts for the enrollment. */
  owner?: Sender | undefined;
};

/** What a step of a feedback sequence may know. */
export type FeedbackFacts = {
  /** When the client completed the survey. */
  completedAt?: Instant | undefined;
  /** Of an invitation: the address that it goes to, and when feedback sequences last invited it (C3, C4). */
  ledger?: { address: string; revision: number; invitations: readonly Invitation[] } | undefined;
};

/** The lanes of senders, as far as a decision needs them. */
export type Lanes = { of(sender: Sender, channel: Channel): LaneBook };

/** A message ready to be sent; `missing`: nothing fills these variables, so that nothing goes out (D8). */
export type Content = { kind: 'ready'; message: Message } | { kind: 'missing'; variables: string[] };

/** A step of a version; undefined: the version is gone, or does not have it any more. */
export function stepIn(version: SequenceVersion | undefined, id: string): Step | undefined {
  if (version === undefined) return undefined;
  for (const step of version.steps) if (step.id === id) return step;
  return undefined;
}
