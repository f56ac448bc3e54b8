import * as z from 'zod/mini';
import { crmKinds } from '../connections/connectors.ts';
import { filter } from '../filters/filter.ts';
import { enrollmentIdText, identity, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects } from './crm-object.ts';

/** Imports a created or updated person of the CRM into a sequence when its conditions match (A13). */
export const crmRule = z.object({
  ...identity,
  name: text,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  on: z.enum(['created', 'created-or-updated']),
  /** Over leads: on the lead as the mapping would make it. */
  filter,
  sequenceId: text,
  active: z.boolean(),
  /** Enrolled in one hour by this rule without being asked: one more, and it stops until a person lets it go on. */
  asksAbove: number,
  /** It stopped and asks: how many wait. */
  asking: z.optional(z.object({ since: instant, waiting: number })),
  /** Enrolled since the hour began. */
  hour: z.optional(z.object({ from: instant, enrolled: number })),
  createdBy: text,
  createdAt: instant,
});
export type CrmRule = z.output<typeof crmRule>;

export const ruleLookOutcomes = ['no-match', 'waits', 'enrolled', 'refused'] as const;

/** What a rule made of one record; once it was enrolled that stays, so that a rule takes each record once. */
export const ruleLook = z.object({
  /** `<rule>.<object>.<their id>`. */
  ...identity,
  ruleId: text,
  theirId: text,
  object: z.enum(crmObjects),
  /** What it is called there, for people. */
  name: text,
  at: instant,
  outcome: z.enum(ruleLookOutcomes),
  /** Each condition in words, with what was seen. */
  words: z.array(text),
  /** Why it was refused. */
  why: z.optional(text),
  leadId: z.optional(text),
  enrollmentId: z.optional(enrollmentIdText),
});
export type RuleLook = z.output<typeof ruleLook>;
