import { isActiveRule, mostCrmRules, type CrmRule } from '../../domain/crm/crm-rule.ts';
import { letGoOn } from '../../domain/crm/decide-rule.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import type { Saved } from '../save-item.ts';
import { clearDeletedRule } from './clear-deleted-rule.ts';
import { checkRule, type RuleInput, type RuleStore } from './rule-problems.ts';

type Ports = { store: RuleStore & Pick<Store, 'ruleLooks'> };
type Of = { caller: Caller; id: string };

const missing = (id: string): Refusal => ({ kind: 'not-found', what: 'CRM rule', id });

/** A rule by its id; one that was deleted is none. */
export async function readRule(
  { store }: Pick<Ports, 'store'>,
  { caller, id }: Of,
): Promise<{ kind: 'read'; rule: CrmRule } | Refusal> {
  const rule = await store.crmRules.get(caller.organisation, id);
  return rule === undefined || rule.deletedAt !== undefined ? missing(id) : { kind: 'read', rule };
}

/**
 * Makes or replaces a rule (A13); a new one rests until it is activated. Everything that would keep it from acting is told
 * at once. Its CRM and what of it are people stay: what it noted of records is by them.
 */
export async function putRule(
  ports: Ports,
  request: Of & { input: RuleInput; expected: Expected; now: Instant },
): Promise<Saved<CrmRule> | Refusal> {
  const { caller, id, input, expected, now } = request;
  const { organisation, userId } = caller;
  const [checked, rules] = await Promise.all([
    checkRule(ports, organisation, input),
    listAll(ports.store.crmRules, organisation),
  ]);
  if (checked.kind === 'invalid') return checked;
  const full = rules.length >= mostCrmRules && rules.every((rule) => rule.id !== id);
  const { name, kind, object, on, sequenceId, asksAbove } = input;
  const values = { name, kind, object, on, sequenceId, asksAbove, filter: checked.filter };

  const done = await change(ports.store.crmRules, { organisation, id }, (stored) => {
    const refused = refusalOfPut(stored, input, expected, full);
    if (refused) return { refuse: refused };
    const made = { organisation, id, createdBy: userId, createdAt: now };
    return { write: { ...made, ...stored, ...values, written: (stored?.revision ?? 0) + 1 } };
  });
  if (done.kind === 'refused') return done.why;
  return { kind: 'saved', item: done.item, created: done.item.revision === 1 };
}

function refusalOfPut(
  stored: CrmRule | undefined,
  { kind, object }: RuleInput,
  expected: Expected,
  full: boolean,
): Refusal | undefined {
  if (stored?.deletedAt !== undefined)
    return {
      kind: 'conflict',
      detail: 'A rule with this id was deleted, and what it noted is being removed: choose another id.',
    };
  const refused = refusalOfExpected(asWritten(expected, stored), stored?.revision);
  if (refused) return refused;
  if (stored === undefined)
    return full
      ? { kind: 'conflict', detail: `An organisation has ${mostCrmRules} CRM rules at most.` }
      : undefined;
  if (stored.kind === kind && stored.object === object) return undefined;
  const message = 'The CRM of a rule and what it is about stay as they are: make another rule.';
  return { kind: 'invalid', problems: [{ path: [stored.kind === kind ? 'object' : 'kind'], message }] };
}

/** What a caller read since the rule was last written by a person is up to date: the rest it noted of itself. */
function asWritten(expected: Expected, stored: CrmRule | undefined): Expected {
  if (typeof expected !== 'number' || stored === undefined) return expected;
  return expected >= (stored.written ?? 1) && expected <= stored.revision ? stored.revision : expected;
}

/** Lets a rule act, on what is created or changed from now on, or rest. Doing it again changes nothing. */
export async function switchRule(
  ports: Ports,
  { caller, id, active, now }: Of & { active: boolean; now: Instant },
): Promise<Saved<CrmRule> | Refusal> {
  const { organisation, userId } = caller;
  const found = await readRule(ports, { caller, id });
  if (found.kind !== 'read') return found;
  if (isActiveRule(found.rule) === active) return { kind: 'saved', item: found.rule, created: false };
  const checked = active ? await checkRule(ports, organisation, found.rule) : undefined;
  if (checked?.kind === 'invalid')
    return { kind: 'conflict', detail: checked.problems.map(({ message }) => message).join(' ') };
  return changeRule(ports, { caller, id }, (rule) =>
    isActiveRule(rule) === active
      ? rule
      : { ...rule, activation: active ? { since: now, by: userId } : undefined },
  );
}

/** Lets a rule that asks go on (A13): those that wait are enrolled by the work on its CRM, a slice at a time. */
export async function letRuleGoOn(ports: Ports, { caller, id }: Of): Promise<Saved<CrmRule> | Refusal> {
  return changeRule(ports, { caller, id }, (rule) => {
    if (!isActiveRule(rule)) return { kind: 'conflict', detail: 'It rests: activate it first.' };
    if (rule.asking === undefined)
      return { kind: 'conflict', detail: 'It does not ask: nobody waits for you to let it go on.' };
    return letGoOn(rule);
  });
}

/** Changes a rule that is there; `change` gives the same rule back where there is nothing to do. */
async function changeRule(
  { store }: Ports,
  { caller, id }: Of,
  decide: (rule: CrmRule) => CrmRule | Refusal,
): Promise<Saved<CrmRule> | Refusal> {
  const done = await change(store.crmRules, { organisation: caller.organisation, id }, (rule) => {
    if (rule === undefined || rule.deletedAt !== undefined) return { refuse: missing(id) };
    const next = decide(rule);
    if ('revision' in next && 'filter' in next) return next === rule ? 'unchanged' : { write: next };
    return { refuse: next };
  });
  if (done.kind === 'refused') return done.why;
  return done.item === undefined ? missing(id) : { kind: 'saved', item: done.item, created: false };
}

/**
 * Deletes a rule: it does nothing more from this write on, and who was enrolled stays enrolled. What it noted of records
 * goes with it, at once or by the work on its CRM; then its id is free again.
 */
export async function deleteRule(
  ports: Ports,
  { caller, id, expected, now }: Of & { expected: Expected; now: Instant },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const done = await change(ports.store.crmRules, { organisation, id }, (rule) => {
    if (rule === undefined || rule.deletedAt !== undefined) return { refuse: missing(id) };
    const refused = refusalOfExpected(asWritten(expected, rule), rule.revision);
    return refused ? { refuse: refused } : { write: { ...rule, activation: undefined, deletedAt: now } };
  });
  if (done.kind === 'refused') return done.why;
  await clearDeletedRule(ports, { organisation, id });
  return { kind: 'deleted' };
}
