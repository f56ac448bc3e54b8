import type { Instant, LocalTime } from '../kernel/instant.ts';
import type { Weekday } from '../calendar/weekday.ts';

/** The kinds of step (A15). */
export const stepTypes = [
  'automated-mail',
  'mail',
  'automated-reply',
  'reply',
  'automated-sms',
  'sms',
  'call',
  'whatsapp',
  'linkedin',
  'callback',
  'custom',
] as const;
export type StepType = (typeof stepTypes)[number];

/** What capacity a step draws on: mails of A3, texts of A4, tasks of A9. */
export type Channel = 'mail' | 'sms' | 'task';

type StepKind = {
  /** Sent by the engine, without a person. */
  automated: boolean;
  /** What its template must be; undefined: no template needed. */
  template: 'mail' | 'sms' | 'task';
  /** Capacity drawn on when the step comes due. */
  lane: Channel;
  /** Goes in the thread of an earlier mail (D6). */
  reply: boolean;
};

/** What each step type is. A reply follows the rules of mail, an automated reply those of automated mail (A7). */
export const stepKinds = {
  'automated-mail': { automated: true, template: 'mail', lane: 'mail', reply: false },
  mail: { automated: false, template: 'mail', lane: 'task', reply: false },
  'automated-reply': { automated: true, template: 'mail', lane: 'mail', reply: true },
  reply: { automated: false, template: 'mail', lane: 'task', reply: true },
  'automated-sms': { automated: true, template: 'sms', lane: 'sms', reply: false },
  sms: { automated: false, template: 'sms', lane: 'task', reply: false },
  call: { automated: false, template: 'task', lane: 'task', reply: false },
  whatsapp: { automated: false, template: 'task', lane: 'task', reply: false },
  linkedin: { automated: false, template: 'task', lane: 'task', reply: false },
  callback: { automated: false, template: 'task', lane: 'task', reply: false },
  custom: { automated: false, template: 'task', lane: 'task', reply: false },
} as const satisfies Record<StepType, StepKind>;

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
  /** Days on which the step may run, within the working days (E3). */
  weekdays?: Weekday[] | undefined;
  /** Template of the kind that `stepKinds` names; compulsory for automated steps, mails and texts. */
  templateId?: string | undefined;
  /** For replies: id of the earlier mail step whose thread this one continues; default: the latest mail (D6). */
  inThreadOf?: string | undefined;
};

/** Languages of what a recipient sees (D7). */
export const languages = ['en', 'fr', 'ro', 'de', 'es'] as const;
export type Language = (typeof languages)[number];

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
  publishedAt: string;
  publishedBy: string;
};

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
  createdAt: string;
};

/** What a list of sequences can be ordered by (D9). */
export const sequenceOrders = ['name', 'created', 'published', 'steps', 'enrolled', 'active'] as const;
export type SequenceOrder = (typeof sequenceOrders)[number];
