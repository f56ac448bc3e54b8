import { connectorOf } from '../../domain/connections/connectors.ts';
import type { Filter } from '../../domain/filters/filter.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { CrmRule } from '../../domain/crm/crm-rule.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { checkFilter } from '../filters/known-to-filter.ts';

/** Where what a rule names is read. */
export type RuleStore = Pick<
  Store,
  'connections' | 'mappings' | 'sequences' | 'users' | 'recordTypes' | 'crmRules'
>;

/** What an admin writes of a rule; its filter is any value. */
export type RuleInput = Pick<CrmRule, 'name' | 'kind' | 'object' | 'on' | 'sequenceId' | 'asksAbove'> & {
  filter?: unknown;
};

/**
 * Everything that keeps a rule from acting (A13, B1): the CRM is not connected or not mapped, which it says, it has no
 * such people, the sequence is none that people enroll into, or the filter is none. Else the filter as it was read.
 */
export async function checkRule(
  { store }: { store: RuleStore },
  organisation: string,
  input: Pick<RuleInput, 'kind' | 'object' | 'sequenceId' | 'filter'>,
): Promise<{ kind: 'rule'; filter: Filter } | { kind: 'invalid'; problems: Problem[] }> {
  const { kind, object, sequenceId } = input;
  const [connection, mapping, sequence, checked] = await Promise.all([
    store.connections.get(organisation, kind),
    store.mappings.get(organisation, kind),
    store.sequences.get(organisation, sequenceId),
    checkFilter({ store }, organisation, { over: OVER_LEADS, filter: input.filter }),
  ]);
  const problems = [
    ...crmProblems(input, connection !== undefined, mapping),
    ...(connectorOf(kind).people?.some((one) => one === object) === true ? [] : [noSuchPeople(input)]),
    ...sequenceProblems(sequenceId, sequence),
    ...(checked.kind === 'invalid' ? checked.problems : []),
  ];
  return checked.kind === 'filter' && problems.length === 0
    ? { kind: 'rule', filter: checked.filter }
    : { kind: 'invalid', problems };
}

function crmProblems(
  { kind, object }: Pick<RuleInput, 'kind' | 'object'>,
  connected: boolean,
  mapping: Mapping | undefined,
): Problem[] {
  const { label } = connectorOf(kind);
  if (!connected)
    return [{ path: ['kind'], message: `${label} is not connected: a super admin connects it first.` }];
  if (mapping === undefined)
    return [
      { path: ['kind'], message: `${label} is connected, but its fields are not mapped: map them first.` },
    ];
  const comesIn = mapping.fields.some((field) => field.object === object && field.direction !== 'out');
  if (comesIn) return [];
  const message = `The mapping of ${label} takes in no field of a ${object}: map its address or number at least.`;
  return [{ path: ['object'], message }];
}

function noSuchPeople({ kind, object }: Pick<RuleInput, 'kind' | 'object'>): Problem {
  const { label, people = [] } = connectorOf(kind);
  return {
    path: ['object'],
    message: `${label} has no ${object}s that are people: choose ${people.join(' or ')}.`,
  };
}

function sequenceProblems(id: string, sequence: Sequence | undefined): Problem[] {
  const message = (() => {
    if (sequence === undefined || sequence.status === 'deleted') return `There is no sequence “${id}”.`;
    if (sequence.kind === 'automation')
      return `“${sequence.name}” is an automation: its own filter says who enters it.`;
    if (sequence.kind === 'feedback')
      return `“${sequence.name}” is a feedback sequence: choose one that people enroll into.`;
    return sequence.currentVersion === 0 ? `“${sequence.name}” is a draft: publish it first.` : undefined;
  })();
  return message === undefined ? [] : [{ path: ['sequenceId'], message }];
}
