import type { crmRuleOperations } from '#shared/contracts/api/crm-rules.ts';
import type { CrmKind } from '#shared/domain/connections/connectors.ts';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { CrmRule } from '#shared/domain/crm/crm-rule.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '#shared/domain/kernel/refusal.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { refusalOfCrm } from '#shared/use-cases/connections/refusal-of-crm.ts';
import { newestCandidates } from '#shared/use-cases/crm/preview-mapping.ts';
import type { Candidate } from '#shared/use-cases/crm-rules/ask-filter.ts';
import { dryRunRule, mostOfDryRun } from '#shared/use-cases/crm-rules/dry-run-rule.ts';
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
import { itemAnswer, type AdmissionPorts, type Handlers } from '../../route.ts';

/** What CRM rules reach outside through. */
export type CrmRulePorts = AdmissionPorts & ConnectionPorts;

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

export const crmRuleHandlers: Handlers<typeof crmRuleOperations, CrmRulePorts> = {
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
    const { kind, object } = body;
    const checked = await checkRule(ports, organisation, body);
    if (checked.kind === 'invalid') return checked;
    const found = await readCandidates(ports, { organisation, kind, object, now });
    if (isRefusal(found)) return found;
    const rule = { ...body, filter: checked.filter };
    const { candidates } = found;
    return { kind: 'ok', body: await dryRunRule(ports, { organisation, rule, candidates, now }) };
  },

  listCrmRuleLooks: async (ports, { caller, params: { id }, query: page }) => {
    const listed = await listLooks(ports, { caller, id, page });
    return listed.kind === 'page' ? { kind: 'ok', body: listed.page } : listed;
  },
};

/** The records that changed last in the CRM as it is now, with the leads that the mapping would make of them. */
async function readCandidates(
  ports: CrmRulePorts,
  of: { organisation: string; kind: CrmKind; object: CrmObject; now: Instant },
): Promise<{ kind: 'candidates'; candidates: Candidate[] } | Refusal> {
  const { organisation, kind } = of;
  const mapping = await ports.store.mappings.get(organisation, kind);
  if (mapping === undefined) return { kind: 'not-found', what: 'mapping', id: kind };
  const read = await withCrm(ports, { ...of, holder: ports.ids.next() }, (crm, { createdBy: connectedBy }) =>
    newestCandidates(ports, crm, { ...of, mapping, connectedBy, most: mostOfDryRun }),
  );
  return read.kind === 'done' ? { kind: 'candidates', candidates: read.value } : refusalOfCrm(read, kind);
}
