import type { StepType } from '../channels/step-types.ts';
import type { Language } from '../kernel/language.ts';
import type { Instant, LocalTime } from '../kernel/instant.ts';
import type { Weekday } from '../time/weekday.ts';

/** A delay before a step, counted from when the previous one was done (D3). Amount is a whole number ≥ 0. */
export type Wait = { amount: number; unit: 'minutes' | 'hours' | 'days' | 'working-days' };

/** One step of a sequence version. Its id is stable over versions, so that a step done is never done again (D10). */
export type Step = {
  /** 1 to 8 of `[a-z0-9]`, unique in the sequence: it goes into reply addresses, of 64 characters at most. */
  id: string;
  name: string;
  type: StepType;
  wait: Wait;
  /** Wall-clock time of day to run at, in the window zone (D3). */
  at?: LocalTime | undefined;
  /** Days on which the step may run, within the working days (D3). */
  weekdays?: Weekday[] | undefined;
  /** Template of the kind that `stepKinds` names; compulsory for automated steps, mails and texts. */
  templateId?: string | undefined;
  /** For replies: id of the earlier mail step whose thread this one continues; default: the latest mail (D6). */
  inThreadOf?: string | undefined;
};

/** What holds for all steps of a sequence. */
export type SequenceOptions = {
  /** The footer of every mail of the sequence; undefined: none (the mail header is still there) (D7). */
  unsubscribeLink?: { language: Language } | undefined;
  /** Whether a reply stops it; undefined: it does (D5). */
  stopOnReply?: boolean | undefined;
  /** Whether the conversion of the lead stops it; undefined: it does (D5). */
  stopOnConversion?: boolean | undefined;
};

/** An immutable version of a sequence (D10). */
export type SequenceVersion = SequenceOptions & {
  organisation: string;
  sequenceId: string;
  /** 1, 2, 3 … */
  version: number;
  steps: Step[];
  publishedAt: Instant;
  publishedBy: string;
};

/** A version as stored: its id is `<sequence>.<version>`; it is written once. */
export type StoredVersion = SequenceVersion & { revision: number };

/** A sequence: its name, its draft and the version that enrolling uses. */
export type Sequence = {
  organisation: string;
  id: string;
  revision: number;
  name: string;
  status: 'draft' | 'active' | 'deleted';
  /** What the next publication will hold. */
  draft: SequenceOptions & { steps: Step[] };
  /** Latest published version; 0 before the first. */
  currentVersion: number;
  /** Numbers from which on versions are for new enrollments: those on a version before go on with the last one (D10). */
  forNewOnly?: number[] | undefined;
  /** When the present version was published. */
  publishedAt?: Instant | undefined;
  createdBy: string;
  createdAt: Instant;
};

/** What a list of sequences can be ordered by (D9). */
export const sequenceOrders = ['name', 'created', 'published', 'steps', 'enrolled', 'active'] as const;
export type SequenceOrder = (typeof sequenceOrders)[number];
