import * as z from 'zod/mini';
import { enrollmentIdText, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** What an automation is about: a record, or where its filter is over leads a lead. */
const subject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lead'), id: text }),
  z.object({ kind: z.literal('record'), id: text }),
]);
export type Subject = z.output<typeof subject>;

/** An account that changed. */
export type ChangedAccount = { organisation: string; accountId: string };

/** A lead or record that changed. */
export type ChangedSubject = { organisation: string; subject: Subject };

/** Why a match was not enrolled. */
export const matchObstacles = ['no-lead', 'no-owner', 'too-soon', 'too-often'] as const;
export type MatchObstacle = (typeof matchObstacles)[number];

/**
 * What an automation knows of one subject: whether its filter matches, and what it did about that. There is none of a
 * subject that never matched and that time alone will not make match.
 */
export const match = z.object({
  organisation: text,
  /** See {@link matchId}. */
  id: text,
  revision: number,
  automationId: text,
  subject,
  matching: z.boolean(),
  /** Since when it is so, as far as was seen. */
  since: instant,
  /** How many times it was enrolled, or is about to be. */
  times: number,
  /** When it last began to match and was to be enrolled. */
  takenAt: z.optional(instant),
  /** It is to be enrolled, or its enrollment stopped: the mark is written before that is done, and goes after it. */
  pending: z.optional(z.enum(['enroll', 'stop'])),
  /** The enrollment that its last match made. */
  enrollmentId: z.optional(enrollmentIdText),
  /** Why its last match made none. */
  obstacle: z.optional(z.enum(matchObstacles)),
  /** The first instant at which time alone changes the answer: it is looked at again then. */
  wakesAt: z.optional(instant),
  changedAt: instant,
});
export type Match = z.output<typeof match>;

/** `<automation>.<subject>`; ids of leads and records cannot be taken for each other. */
export function matchId(automationId: string, of: Subject): string {
  return `${automationId}.${of.id}`;
}

/** The leads or the records of an account that changed, a slice of them from `cursor` on: each becomes a request of its own. */
const ofAccount = z.object({
  kind: z.literal('account'),
  id: text,
  list: z.enum(['leads', 'records']),
  cursor: z.optional(text),
});
export type OfAccount = z.output<typeof ofAccount>;

/** Subjects that one message asks for at most: it comes again as a whole where one of them fails. */
export const SUBJECTS_OF_A_MESSAGE = 10;

const several = z.object({
  kind: z.literal('several'),
  subjects: z.array(subject).check(z.maxLength(SUBJECTS_OF_A_MESSAGE)),
});

/** What changed: only automations whose filter reads something of that look again. */
const changedParts = z.enum(['account', 'activities']);
export type ChangedParts = z.output<typeof changedParts>;

/** A request to look at subjects: for one automation, or for all that may be about them. */
export const matchMessage = z.object({
  organisation: text,
  subject: z.discriminatedUnion('kind', [...subject.def.options, ofAccount, several]),
  automationId: z.optional(text),
  reads: z.optional(changedParts),
});
export type MatchMessage = z.output<typeof matchMessage>;
