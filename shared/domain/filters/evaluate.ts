import type { Instant } from '../kernel/instant.ts';
import type { FieldType, FieldValue } from './field-values.ts';
import { membersOf, type Condition, type Filter, type Joint } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import { filterFieldOf } from './filter-fields.ts';
import { lastFollowUp } from './engagement.ts';
import { operatorOf } from './operators.ts';
import { constant, joined, type Timeline } from './timeline.ts';

/** Whether a part of a filter held, and the first instant at which time alone turns that round. */
type Traced = { held: boolean; changesAt: Instant | undefined };

/** A condition with what it saw. */
export type ConditionTrace = Traced & {
  kind: 'condition';
  condition: Condition;
  /** Undefined: no such field, as when the type of the records has lost it; such a condition never holds. */
  type: FieldType | undefined;
  seen: FieldValue | undefined;
  /** Of “nothing done since”: when something was done last. */
  lastFollowUpAt?: Instant | undefined;
  /** Of “no record since”: when one was made last. */
  lastRecordAt?: Instant | undefined;
};

/** Every part of a filter and what came of it (F2). */
export type TraceNode = ConditionTrace | (Traced & { kind: Joint; nodes: TraceNode[] });

/** What came of a filter. */
export type Evaluation = {
  matches: boolean;
  trace: TraceNode;
  /**
   * The first instant after now at which the answer turns round if nothing but the time changes; undefined: never. Exact:
   * until just before it the answer is the same.
   */
  changesAt: Instant | undefined;
};

/** Evaluates a filter (E1): pure and total, linear in its conditions. What is not known is not set. */
export function evaluate(filter: Filter, facts: FilterFacts): Evaluation {
  const { node } = visit(filter, facts);
  return { matches: node.held, trace: node, changesAt: node.changesAt };
}

type Visited = { node: TraceNode; timeline: Timeline };

function visit(filter: Filter, facts: FilterFacts): Visited {
  if ('field' in filter) return visitCondition(filter, facts);
  const { joint, parts } = membersOf(filter);
  return visitGroup(joint, parts, facts);
}

function visitGroup(joint: Joint, parts: readonly Filter[], facts: FilterFacts): Visited {
  const nodes: TraceNode[] = [];
  const timelines: Timeline[] = [];
  for (const part of parts) {
    const { node, timeline } = visit(part, facts);
    nodes.push(node);
    timelines.push(timeline);
  }
  const timeline = joined(joint, timelines);
  return {
    node: { kind: joint, held: timeline.held, changesAt: timeline.flips[0], nodes },
    timeline,
  };
}

function visitCondition(condition: Condition, facts: FilterFacts): Visited {
  const field = filterFieldOf(condition.field, facts.record?.fields);
  const seen = field?.read(facts);
  const operator = field && operatorOf(field.type, condition.is);
  const timeline = operator === undefined ? constant(false) : operator.holds(seen, condition, facts);
  const node: ConditionTrace = {
    kind: 'condition',
    held: timeline.held,
    changesAt: timeline.flips[0],
    condition,
    type: field?.type,
    seen,
  };
  if (condition.is === 'nothing-done-since') node.lastFollowUpAt = lastFollowUp(facts.engagement);
  if (condition.is === 'no-record-since' && typeof condition.value === 'string')
    node.lastRecordAt = facts.latestRecords?.get(condition.value);
  return { node, timeline };
}
