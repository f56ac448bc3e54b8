import type { LeadId } from '../../domain/kernel/ids.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import { isActiveRule, lookId, type ActiveCrmRule, type RuleLook } from '../../domain/crm/crm-rule.ts';
import { decideRule, type RuleDecision } from '../../domain/crm/decide-rule.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { FactsStore } from '../filters/load-filter-facts.ts';
import { listAll } from '../list-all.ts';
import { askFilter, nameOf, type Asked, type Candidate } from './ask-filter.ts';

type Ports = { store: FactsStore & Pick<Store, 'crmRules' | 'ruleLooks'> };

/** The rules that act on a CRM. */
export async function activeRules(
  { store }: { store: Pick<Store, 'crmRules'> },
  { organisation, kind }: { organisation: string; kind: CrmKind },
): Promise<ActiveCrmRule[]> {
  const rules = await listAll(store.crmRules, organisation);
  return rules.filter(isActiveRule).filter((rule) => rule.kind === kind);
}

/**
 * Asks the rules about a record of the CRM that is new or changed, and notes what each makes of it (A13). That a rule takes
 * it is noted before anything is made of it (F4).
 *
 * @param rules those that act, read once for a page of records
 * @returns `takes`: the lead has to be there. `looks`: whom the rules take and have not enrolled, for `enrollByRules`
 */
export async function lookByRules(
  ports: Ports,
  request: Candidate & {
    organisation: string;
    kind: CrmKind;
    isNew: boolean;
    rules?: readonly ActiveCrmRule[];
    /** The lead that it is already: what is noted of a person goes with the person (F9). */
    leadId?: LeadId | undefined;
    now: Instant;
  },
): Promise<{ takes: boolean; looks: RuleLook[] }> {
  const { organisation, kind, record } = request;
  const rules = request.rules ?? (await activeRules(ports, { organisation, kind }));
  const meant = rules.filter((rule) => rule.kind === kind && rule.object === record.object);
  if (meant.length === 0) return { takes: false, looks: [] };
  const stored = await ports.store.ruleLooks.getMany(
    organisation,
    meant.map(({ id }) => lookId(id, record)),
  );
  const known = new Map(stored.map((look) => [look.id, look]));
  const looks: RuleLook[] = [];
  for (const rule of meant) {
    const look = await lookByRule(ports, request, rule, known.get(lookId(rule.id, record)));
    if (look?.outcome === 'waits') looks.push(look);
  }
  return { takes: looks.length > 0, looks };
}

async function lookByRule(
  ports: Ports,
  request: Parameters<typeof lookByRules>[1],
  rule: ActiveCrmRule,
  known: RuleLook | undefined,
): Promise<RuleLook | undefined> {
  const { organisation, record, isNew, now } = request;
  const decide = (look: RuleLook | undefined, asked: Asked | undefined) =>
    decideRule(rule, { record, isNew, look: ofThisRule(rule, look) }, asked?.evaluation);
  const first = decide(known, undefined);
  const asked =
    first.kind === 'no-match' && first.why === undefined
      ? await askFilter(ports, { ...request, filter: rule.filter })
      : undefined;

  const id = lookId(rule.id, record);
  const noted = { organisation, id, ruleId: rule.id, theirId: record.id, object: record.object };
  const done = await change(ports.store.ruleLooks, { organisation, id, known: { item: known } }, (look) => {
    const outcome = outcomeOf(decide(look, asked));
    if (outcome === undefined) return 'unchanged';
    const { words = [] } = asked ?? {};
    if (look !== undefined && outcome.outcome === 'refused')
      return { write: { ...look, ...outcome, at: now } };
    // Of one that matches it is noted when the lead is there: until then nothing was made of it.
    const leadId = outcome.outcome === 'no-match' ? request.leadId : undefined;
    const seen = { name: nameOf(request), at: now, words, ...(leadId !== undefined && { leadId }) };
    return { write: { ...noted, ...seen, ...outcome } };
  });
  return done.item;
}

/** A rule that was deleted and made anew is another one. */
function ofThisRule(rule: ActiveCrmRule, look: RuleLook | undefined): RuleLook | undefined {
  return look === undefined || look.at < rule.createdAt ? undefined : look;
}

/** What is noted; undefined: nothing. */
function outcomeOf(decision: RuleDecision): Pick<RuleLook, 'outcome' | 'why'> | undefined {
  switch (decision.kind) {
    case 'not-asked':
    case 'already':
      return undefined;
    case 'gone':
      return { outcome: 'refused', why: decision.why };
    case 'no-match':
      return { outcome: 'no-match', why: decision.why };
    case 'match':
      return { outcome: 'waits' };
  }
}
