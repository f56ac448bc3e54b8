import * as z from 'zod/mini';
import { crmKinds } from '../connections/connectors.ts';
import { filter } from '../filters/filter.ts';
import { enrollmentIdText, identity, leadIdText, number, sequenceIdText, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { crmObjects, type CrmRecord } from './crm-object.ts';

/** That a look was let through: into which sequence, so that a rule changed meanwhile enrolls nobody twice. */
const admission = z.object({
  lookId: text,
  leadId: leadIdText,
  sequenceId: sequenceIdText,
  /** In which minute it counts; undefined: a person let it go on. */
  minute: z.optional(instant),
});
export type Admission = z.output<typeof admission>;

/** Imports a created or updated person of the CRM into a sequence when its conditions match (A13). */
export const crmRule = z.object({
  ...identity,
  name: text,
  kind: z.enum(crmKinds),
  object: z.enum(crmObjects),
  on: z.enum(['created', 'created-or-updated']),
  /** Over leads: on the lead as the mapping would make it. */
  filter,
  sequenceId: sequenceIdText,
  /** Since when it acts, and by whom: what was changed before does not count. Undefined: it rests. */
  activation: z.optional(z.object({ since: instant, by: text })),
  /** Let through in one hour without being asked: one more, and it stops until a person lets it go on. */
  asksAbove: number,
  /** It stopped and asks, for the n-th time; looks that wait bear that number. */
  asking: z.optional(z.object({ since: instant, round: number })),
  /** The last time of asking that a person answered: who waits of it or of one before may go on. */
  letGo: z.optional(number),
  /** Some of those may still wait. */
  lettingGo: z.optional(z.literal(true)),
  /** How many were let through in the minutes of the last hour, each by when it began. */
  lately: z.optional(z.array(z.object({ minute: instant, count: number }))),
  /** Let through, and not known to be enrolled: done by whoever finds them (F4). One a worker, as a rule. */
  admitted: z.optional(z.array(admission)),
  /** Revision as which a person last wrote it: what it notes of itself in between keeps nobody from changing it. */
  written: z.optional(number),
  /** Deleted by a person: it is nothing any more, and goes when what it noted of records has gone. */
  deletedAt: z.optional(instant),
  createdBy: text,
  createdAt: instant,
});
export type CrmRule = z.output<typeof crmRule>;

/** A rule that acts. */
export type ActiveCrmRule = CrmRule & { activation: NonNullable<CrmRule['activation']> };

/** Whether a rule acts. */
export function isActiveRule(rule: CrmRule): rule is ActiveCrmRule {
  return rule.activation !== undefined && rule.deletedAt === undefined;
}

/** Rules of an organisation, since each is asked about each record that changes. */
export const mostCrmRules = 50;

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
  /** Of one that waits for a person: for which time of asking. */
  round: z.optional(number),
  leadId: z.optional(leadIdText),
  enrollmentId: z.optional(enrollmentIdText),
});
export type RuleLook = z.output<typeof ruleLook>;

/** The id of what a rule made of a record. */
export function lookId(ruleId: string, record: Pick<CrmRecord, 'object' | 'id'>): string {
  return `${ruleId}.${record.object}.${record.id}`;
}
