import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { ActiveCrmRule } from '../../domain/crm/crm-rule.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { activeRules } from '../crm-rules/look-by-rules.ts';
import { loadCrmPeople, type CrmPeople } from '../crm-fields/crm-people.ts';

/** What taking in the records of one run shares. */
export type TakeInContext = {
  organisation: string;
  kind: CrmKind;
  mapping: Mapping;
  people: CrmPeople;
  /** In whose name leads are made and changed: whoever connected the CRM. */
  caller: Caller;
  /** What was created from then on is new to rules. */
  newSince: Instant;
  /** Those that act on this CRM. */
  rules: readonly ActiveCrmRule[];
  /** It is an import of what was there before: rules are not asked, and everybody is taken in. */
  imports?: boolean;
  now: Instant;
  crm: Pick<Crm, 'read'>;
};

/** Gathers it. */
export async function loadTakeInContext(
  ports: ConnectionPorts,
  of: Omit<TakeInContext, 'people' | 'caller' | 'rules'> & { connectedBy: string },
): Promise<TakeInContext> {
  const { connectedBy: userId, ...rest } = of;
  const { organisation, kind } = of;
  const [people, rules] = await Promise.all([
    loadCrmPeople(ports, organisation, kind),
    activeRules(ports, { organisation, kind }),
  ]);
  return { ...rest, people, rules, caller: { organisation, userId, role: 'super_admin' } };
}
