import * as z from 'zod/mini';
import { filter } from '../filters/filter.ts';
import { languages } from '../kernel/language.ts';
import { identity, localTime, number, text, userIdText } from '../kernel/shapes.ts';
import { addressee } from '../sequences/step.ts';
import { instant } from '../time/instant-text.ts';
import { weekdays } from '../time/weekday.ts';

/** What a step of an automation does (E1). */
export const automationActions = [
  'mail-to-client',
  'sms-to-client',
  'mail-to-user',
  'task-for-user',
] as const;
export type AutomationAction = (typeof automationActions)[number];

/** The days on which a step may run (E3), within the working days of who acts (A1). */
export const syncDays = ['any-day', 'working-days', 'weekend', ...weekdays] as const;
export type SyncDays = (typeof syncDays)[number];

/** One step (E3). Its id is stable, so that a step done is never done again when the automation is changed (D10). */
const automationStep = z.object({
  id: text,
  name: text,
  action: z.enum(automationActions),
  /** Days after the match, of a later step after the one before was done; the wall clock is kept. */
  delayDays: number,
  on: z.enum(syncDays),
  /** The hour of the day from which it may run. */
  from: z.optional(localTime),
  templateId: z.optional(text),
  /** The user who sends it, or has the task; undefined: the owner of the record, else of the lead, at the match. */
  userId: z.optional(userIdText),
  /** Of a mail to users: who gets it; undefined: the owner. */
  to: z.optional(addressee),
  /** Of a text: what becomes of one that falls into quiet hours (E4). */
  quietHours: z.optional(z.enum(['drop', 'defer'])),
});
export type AutomationStep = z.output<typeof automationStep>;

/** How often one record, or one lead, matches (E3). */
const repeats = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once') }),
  /** Each time that it begins to match anew, so many days after the last time at the earliest. */
  z.object({ kind: z.literal('again'), minDays: number }),
]);

/** An automation that runs (E6): since when, for which records, and its filter as it was then, which is locked (E7). */
const activation = z.object({
  since: instant,
  by: text,
  /** `new`: only what was created from then on. */
  scope: z.enum(['all', 'new']),
  /** `leads`, or the type of the records. */
  over: text,
  filter,
});
export type Activation = z.output<typeof activation>;

/**
 * A filter and what is done for what it matches (E1). Its steps run as a sequence of kind `automation` under the same id:
 * activating publishes them, a match enrols, deactivating stops what is under way.
 */
export const automation = z.object({
  ...identity,
  name: text,
  filterId: text,
  steps: z.array(automationStep),
  repeats,
  /** What becomes of the steps left when it stops matching (E3). */
  whenItEnds: z.enum(['stop', 'go-on']),
  /** The footer of its mails to clients; undefined: none (D7). */
  unsubscribeLink: z.optional(z.object({ language: z.enum(languages) })),
  /** Undefined: it does nothing. */
  active: z.optional(activation),
  createdBy: text,
  createdAt: instant,
});
export type Automation = z.output<typeof automation>;

/** One that runs. */
export type ActiveAutomation = Automation & { active: Activation };

/** Whether it runs. */
export function isActive(one: Automation): one is ActiveAutomation {
  return one.active !== undefined;
}
