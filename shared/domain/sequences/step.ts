import * as z from 'zod/mini';
import { stepTypes } from '../channels/step-types.ts';
import { languages } from '../kernel/language.ts';
import {
  identity,
  localTime,
  number,
  sequenceIdText,
  stepIdText,
  text,
  userIdText,
} from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { feedbackSettings } from './feedback-settings.ts';
import { weekdays } from '../time/weekday.ts';

/** A delay before a step, counted from when the previous one was done (D3). Amount is a whole number ≥ 0. */
const wait = z.object({ amount: number, unit: z.enum(['minutes', 'hours', 'days', 'working-days']) });
export type Wait = z.output<typeof wait>;

/** Who gets a mail to users (E1): who acts for the enrollment, a named user, or the managers of the groups of the former. */
export const addressee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('user'), userId: userIdText }),
  z.object({ kind: z.literal('managers') }),
]);
export type Addressee = z.output<typeof addressee>;

/** One step of a sequence version. Its id is stable over versions, so that a step done is never done again (D10). */
const step = z.object({
  /** 1 to 8 of `[a-z0-9]`, unique in the sequence: it goes into reply addresses, of 64 characters at most. */
  id: stepIdText,
  name: text,
  type: z.enum(stepTypes),
  wait,
  /** Wall-clock time of day to run at, in the window zone (D3). */
  at: z.optional(localTime),
  /** Days on which the step may run, within the working days (D3). */
  weekdays: z.optional(z.array(z.enum(weekdays))),
  /** Template of the kind that `stepKinds` names; compulsory for automated steps, mails and texts. */
  templateId: z.optional(text),
  /** The user who sends it or has its task in place of the sender of the enrollment; of automations alone (E3). */
  userId: z.optional(userIdText),
  /** Of a mail to users: who gets it (E1). */
  to: z.optional(addressee),
  /** Of a text: what becomes of one that falls into quiet hours, in place of what the setting says (E4). */
  quietHours: z.optional(z.enum(['drop', 'defer'])),
  /** For replies: id of the earlier mail step whose thread this one continues; default: the latest mail (D6). */
  inThreadOf: z.optional(stepIdText),
});
export type Step = z.output<typeof step>;

/** The users whom steps name, each once (E3). */
export function usersNamed(steps: readonly Step[]): string[] {
  return [...new Set(steps.flatMap(({ userId }) => (userId === undefined ? [] : [userId])))];
}

/** What holds for all steps of a sequence. */
const sequenceOptions = {
  /** The footer of every mail of the sequence; undefined: none (the mail header is still there) (D7). */
  unsubscribeLink: z.optional(z.object({ language: z.enum(languages) })),
  /** Whether a reply stops it; undefined: it does (D5). */
  stopOnReply: z.optional(z.boolean()),
  /** Whether the conversion of the lead stops it; undefined: it does (D5). */
  stopOnConversion: z.optional(z.boolean()),
};
export type SequenceOptions = Omit<SequenceDraft, 'steps'>;

/** An immutable version of a sequence (D10). */
const sequenceVersion = z.object({
  ...sequenceOptions,
  organisation: text,
  sequenceId: sequenceIdText,
  /** 1, 2, 3 … */
  version: number,
  steps: z.array(step),
  publishedAt: instant,
  publishedBy: text,
});
export type SequenceVersion = z.output<typeof sequenceVersion>;

/** A version as stored: its id is `<sequence>.<version>`; it is written once. */
export const storedVersion = z.object({ ...sequenceVersion.shape, revision: number });
export type StoredVersion = z.output<typeof storedVersion>;

/** What the next version will hold; it may be incomplete. */
const sequenceDraft = z.object({ ...sequenceOptions, steps: z.array(step) });
type SequenceDraft = z.output<typeof sequenceDraft>;

/** What a sequence is the engine of, where it is not one that people write and enrol into. */
const sequenceKinds = ['automation', 'feedback'] as const;
export type SequenceKind = (typeof sequenceKinds)[number];

/** A sequence: its name, its draft and the version that enrolling uses. */
export const sequence = z.object({
  ...identity,
  id: sequenceIdText,
  name: text,
  /** Undefined: one that people enrol into. */
  kind: z.optional(z.enum(sequenceKinds)),
  /** Of the kind `feedback`: what its steps are made from (C1). */
  feedback: z.optional(feedbackSettings),
  status: z.enum(['draft', 'active', 'deleted']),
  /** What the next publication will hold. */
  draft: sequenceDraft,
  /** Latest published version; 0 before the first. */
  currentVersion: number,
  /** Numbers from which on versions are for new enrollments: those on a version before go on with the last one (D10). */
  forNewOnly: z.optional(z.array(number)),
  /** When the present version was published. */
  publishedAt: z.optional(instant),
  /** Of an automation that was deactivated: nothing that is under way in it goes on (E7). */
  off: z.optional(z.literal(true)),
  /** Of an automation: when it was last activated; what was enrolled before does not go on (E7). */
  onSince: z.optional(instant),
  createdBy: text,
  createdAt: instant,
  /** Who last wrote or published it, and when; undefined: nobody since this is kept. */
  changedBy: z.optional(text),
  changedAt: z.optional(instant),
});
export type Sequence = z.output<typeof sequence>;

/** What a list of sequences can be ordered by (D9). */
export const sequenceOrders = ['name', 'created', 'published', 'steps', 'enrolled', 'active'] as const;
export type SequenceOrder = (typeof sequenceOrders)[number];
