import type { CrmRule, RuleLook } from '../../domain/crm/crm-rule.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { checkRule, type RuleStore } from './rule-problems.ts';
import { readRule } from './save-rule.ts';

type Ports = { store: RuleStore & Pick<Store, 'ruleLooks'> };

/** A rule as it is shown. */
export type ShownRule = CrmRule & {
  active: boolean;
  /** Those that wait for a person, {@link mostCounted} at most. */
  waiting: number;
  warnings: string[];
};

/** Looks that wait are counted up to this; it stands for more. */
const mostCounted = 1_000;

/** A rule with how many wait where it asks, and what keeps it from acting as things are now. */
export async function showRule(ports: Ports, rule: CrmRule): Promise<ShownRule> {
  const [checked, waiting] = await Promise.all([
    checkRule(ports, rule.organisation, rule),
    rule.asking === undefined ? 0 : countWaiting(ports, rule),
  ]);
  const warnings = checked.kind === 'invalid' ? checked.problems.map(({ message }) => message) : [];
  return { ...rule, active: rule.activation !== undefined, waiting, warnings };
}

/** Every rule of an organisation, a page at a time. */
export async function listRules(
  ports: Ports,
  { caller, page }: { caller: Caller; page: PageRequest },
): Promise<Page<ShownRule>> {
  const { items, ...rest } = await ports.store.crmRules.list(caller.organisation, page);
  const there = items.filter(({ deletedAt }) => deletedAt === undefined);
  return { ...rest, items: await Promise.all(there.map((rule) => showRule(ports, rule))) };
}

/** What a rule made of records, the newest first (B6). */
export async function listLooks(
  ports: Ports,
  { caller, id, page }: { caller: Caller; id: string; page: PageRequest },
): Promise<{ kind: 'page'; page: Page<RuleLook> } | Refusal> {
  const found = await readRule(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const query = { index: 'byRule', of: id } as const;
  return { kind: 'page', page: await ports.store.ruleLooks.list(caller.organisation, { ...page, query }) };
}

async function countWaiting({ store }: Ports, { organisation, id, letGo = 0 }: CrmRule): Promise<number> {
  const query = { index: 'waiting', of: id } as const;
  const looks = walk((page) => store.ruleLooks.list(organisation, { ...page, query }), { most: mostCounted });
  let waiting = 0;
  for await (const { round = 0 } of looks) if (round > letGo) waiting += 1;
  return waiting;
}
