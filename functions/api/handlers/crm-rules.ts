import type { crmRuleOperations } from '#shared/contracts/api/crm-rules.ts';
import type { CrmRule } from '#shared/domain/crm/crm-rule.ts';
import type { Refusal } from '#shared/domain/kernel/refusal.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import { dryRunRule, mostOfDryRun, type NewestCandidates } from '#shared/use-cases/crm-rules/dry-run-rule.ts';
import { listLooks, listRules, showRule, type ShownRule } from '#shared/use-cases/crm-rules/read-rules.ts';
import { checkRule } from '#shared/use-cases/crm-rules/rule-problems.ts';
import {
  deleteRule,
  letRuleGoOn,
  putRule,
  readRule,
  switchRule,
} from '#shared/use-cases/crm-rules/save-rule.ts';
import type { Saved } from '#shared/use-cases/save-item.ts';
import { itemAnswer, type AdmissionPorts, type Handlers } from '../route.ts';

/** What CRM rules reach outside through. */
export type CrmRulePorts = AdmissionPorts & ConnectionPorts;

type Rules = Handlers<typeof crmRuleOperations, CrmRulePorts>;

/** As the contract shows a rule. */
function shown({ asking, waiting, ...rule }: ShownRule) {
  return { ...rule, object: personOf(rule.object), asking: asking && { since: asking.since, waiting } };
}

/** Rules are about people alone: others are never saved. */
function personOf(object: CrmRule['object']) {
  return object === 'account' ? 'contact' : object;
}

async function ruleAnswer(ports: CrmRulePorts, outcome: Saved<CrmRule> | Refusal) {
  if (outcome.kind !== 'saved') return outcome;
  return itemAnswer(shown(await showRule(ports, outcome.item)), outcome.created);
}

/** @param newestCandidates reads the records of a dry run */
export const crmRuleHandlers = (newestCandidates: NewestCandidates<CrmRulePorts>): Rules => ({
  listCrmRules: async (ports, { caller, query: page }) => {
    const listed = await listRules(ports, { caller, page });
    return { kind: 'ok', body: { ...listed, items: listed.items.map(shown) } };
  },

  getCrmRule: async (ports, { caller, params: { id } }) => {
    const found = await readRule(ports, { caller, id });
    return found.kind === 'read' ? itemAnswer(shown(await showRule(ports, found.rule))) : found;
  },

  putCrmRule: async (ports, { caller, params: { id }, body: input, expected, now }) =>
    ruleAnswer(ports, await putRule(ports, { caller, id, input, expected, now })),

  deleteCrmRule: async (ports, { caller, params: { id }, expected, now }) => {
    const outcome = await deleteRule(ports, { caller, id, expected, now });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  activateCrmRule: async (ports, { caller, params: { id }, now }) =>
    ruleAnswer(ports, await switchRule(ports, { caller, id, active: true, now })),

  deactivateCrmRule: async (ports, { caller, params: { id }, now }) =>
    ruleAnswer(ports, await switchRule(ports, { caller, id, active: false, now })),

  goOnCrmRule: async (ports, { caller, params: { id } }) =>
    ruleAnswer(ports, await letRuleGoOn(ports, { caller, id })),

  dryRunCrmRule: async (ports, { caller, body, now }) => {
    const { organisation } = caller;
    const checked = await checkRule(ports, organisation, body);
    if (checked.kind === 'invalid') return checked;
    const { kind, object } = body;
    const found = await newestCandidates(ports, { organisation, kind, object, most: mostOfDryRun, now });
    if ('kind' in found) return found;
    const rule = { ...body, filter: checked.filter };
    return { kind: 'ok', body: await dryRunRule(ports, { organisation, rule, candidates: found, now }) };
  },

  listCrmRuleLooks: async (ports, { caller, params: { id }, query: page }) => {
    const listed = await listLooks(ports, { caller, id, page });
    return listed.kind === 'page' ? { kind: 'ok', body: listed.page } : listed;
  },
});
