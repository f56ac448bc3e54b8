import type { LeadId } from '../kernel/ids.ts';
import type { Evaluation } from '../filters/evaluate.ts';
import type { Instant } from '../kernel/instant.ts';
import { epochMs, fromEpochMs, plusMinutes } from '../time/instants.ts';
import type { Admission, ActiveCrmRule, CrmRule, RuleLook } from './crm-rule.ts';
import type { CrmRecord } from './crm-object.ts';

/** A record as a rule is asked about it. */
export type LookedAt = {
  record: Pick<CrmRecord, 'object' | 'deleted' | 'mergedInto' | 'createdAt' | 'modifiedAt'>;
  /** It came for the first time. */
  isNew: boolean;
  /** What the rule noted of the record before. */
  look: Pick<RuleLook, 'outcome'> | undefined;
};

/** What a rule makes of a record. */
export type RuleDecision =
  /** It is none of the rule’s: of another kind, or from before the rule acted. Nothing is noted. */
  | { kind: 'not-asked' }
  /** The rule took it before, or it waits: once per record and rule (A13). */
  | { kind: 'already'; waits: boolean }
  /** It waited, and is gone in the CRM. */
  | { kind: 'gone'; why: string }
  | { kind: 'no-match'; why?: string | undefined }
  | { kind: 'match' };

/** The clock of a CRM may be so far behind ours: what it tells from a moment before the rule acted counts. */
const clockMinutes = 1;

/**
 * Decides what a rule makes of a record of the CRM (A13). What it took once stays taken, whatever becomes of the record;
 * what it refused is asked again at the next change.
 *
 * @param evaluation of the rule’s conditions on the lead as the mapping would make it; undefined: nobody can be made of it
 */
export function decideRule(
  rule: Pick<ActiveCrmRule, 'object' | 'on' | 'activation'>,
  { record, isNew, look }: LookedAt,
  evaluation: Pick<Evaluation, 'matches'> | undefined,
): RuleDecision {
  if (look?.outcome === 'enrolled') return { kind: 'already', waits: false };
  const gone = goneBecause(record);
  if (look?.outcome === 'waits') return gone === undefined ? { kind: 'already', waits: true } : gone;
  if (record.object !== rule.object || gone !== undefined) return { kind: 'not-asked' };
  const since = plusMinutes(rule.activation.since, -clockMinutes);
  if (record.modifiedAt < since) return { kind: 'not-asked' };
  const counts = look?.outcome === 'refused' || (isNew && (record.createdAt ?? since) >= since);
  if (rule.on === 'created' && !counts)
    return { kind: 'no-match', why: 'Only new records count, and this one was there before.' };
  return evaluation?.matches === true ? { kind: 'match' } : { kind: 'no-match' };
}

function goneBecause({
  deleted,
  mergedInto,
}: LookedAt['record']): Extract<RuleDecision, { kind: 'gone' }> | undefined {
  if (mergedInto !== undefined)
    return { kind: 'gone', why: 'It was merged into another record while it waited.' };
  return deleted === true ? { kind: 'gone', why: 'It was deleted in the CRM while it waited.' } : undefined;
}

/** The minutes that count into an hour: those of which a part lies within it. */
const minutesKept = 61;

/** Whether a look that matched may be enrolled now. */
export type AdmissionDecision =
  /** The rule is to be written so, and asked again. */
  | { kind: 'note'; rule: CrmRule }
  | { kind: 'admitted'; admission: Admission }
  /** A person is asked for the n-th time. */
  | { kind: 'asks'; round: number }
  /** The rule rests or is gone: it waits. */
  | { kind: 'rests' };

/**
 * Decides whether a look may be enrolled now (A13): `asksAbove` within any hour, to the minute, and whoever a person has
 * let go. From the first beyond that on all wait, until a person lets the rule go on. One that was let through by a worker
 * which died is let through in its place, and counts from when it is enrolled.
 */
export function admit(
  rule: CrmRule,
  look: Pick<RuleLook, 'id' | 'round'>,
  leadId: LeadId,
  now: Instant,
): AdmissionDecision {
  const minute = minuteOf(now);
  const before = rule.admitted?.find((one) => one.lookId === look.id);
  if (before !== undefined && (before.minute === undefined || before.minute === minute))
    return { kind: 'admitted', admission: before };
  if (before === undefined && (rule.activation === undefined || rule.deletedAt !== undefined))
    return { kind: 'rests' };

  const others = (rule.admitted ?? []).filter((one) => one !== before);
  const admission = before ?? { lookId: look.id, leadId, sequenceId: rule.sequenceId };
  const lately = withinHour(withoutOne(rule.lately ?? [], before?.minute), now);
  if (isLetGo(rule, look)) return noted(rule, others, { ...admission, minute: undefined }, lately);
  const fits = lately.reduce((sum, { count }) => sum + count, 0) < rule.asksAbove;
  if (fits && (before !== undefined || rule.asking === undefined))
    return noted(rule, others, { ...admission, minute }, withOneMore(lately, minute));
  if (rule.asking !== undefined) return { kind: 'asks', round: rule.asking.round };
  return { kind: 'note', rule: { ...rule, asking: { since: now, round: (rule.letGo ?? 0) + 1 } } };
}

function noted(rule: CrmRule, others: Admission[], admission: Admission, lately: Lately): AdmissionDecision {
  return { kind: 'note', rule: { ...rule, admitted: [...others, admission], lately } };
}

/** Whether a person let go on what waits. */
export function isLetGo(rule: Pick<CrmRule, 'letGo'>, { round }: Pick<RuleLook, 'round'>): boolean {
  return round !== undefined && round <= (rule.letGo ?? 0);
}

type Lately = NonNullable<CrmRule['lately']>;

function withinHour(lately: Lately, now: Instant): Lately {
  const from = plusMinutes(now, -minutesKept);
  return lately.filter(({ minute }) => minute > from);
}

function withOneMore(lately: Lately, minute: Instant): Lately {
  const count = (lately.find((one) => one.minute === minute)?.count ?? 0) + 1;
  return [...lately.filter((one) => one.minute !== minute), { minute, count }];
}

function withoutOne(lately: Lately, minute: Instant | undefined): Lately {
  return lately.map((one) => (one.minute === minute ? { minute, count: one.count - 1 } : one));
}

function minuteOf(at: Instant): Instant {
  return fromEpochMs(Math.floor(epochMs(at) / 60_000) * 60_000);
}

/** What a rule becomes when a person lets it go on: those that wait may be enrolled, and the hour begins anew. */
export function letGoOn(rule: CrmRule): CrmRule {
  const { asking, ...rest } = rule;
  if (asking === undefined) return rule;
  return { ...rest, letGo: asking.round, lettingGo: true, lately: [] };
}
