import { lookId, type ActiveCrmRule, type CrmRule, type RuleLook } from '../../domain/crm/crm-rule.ts';
import { admit, decideRule } from '../../domain/crm/decide-rule.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { User } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import type { FactsStore } from '../filters/load-filter-facts.ts';
import { askFilter, keptOut, nameOf, type Asked, type Candidate } from './ask-filter.ts';

/** Records of a dry run (B6). */
export const mostOfDryRun = 100;
const AT_ONCE = 10;

/** A rule as somebody writes it, before it is saved. */
export type DraftRule = Pick<CrmRule, 'kind' | 'object' | 'on' | 'filter' | 'sequenceId' | 'asksAbove'>;

/** What a rule would make of a record; `enrolled`: it would be. */
export type DryLook = Pick<RuleLook, 'object' | 'theirId' | 'name' | 'at' | 'outcome' | 'words' | 'why'>;

/**
 * Says what a rule would make of records (B6), by the functions that then decide: as if it had acted when each changed
 * last, and as they are now. Nothing is written. The newest first.
 */
export async function dryRunRule(
  { store }: { store: FactsStore & Pick<Store, 'users'> },
  request: { organisation: string; rule: DraftRule; candidates: readonly Candidate[]; now: Instant },
): Promise<{ matching: number; items: DryLook[] }> {
  const { organisation, rule, now } = request;
  const candidates = request.candidates.slice(0, mostOfDryRun);
  const owners = candidates.flatMap(({ candidate }) => candidate?.ownerId ?? []);
  const [users, asked] = await Promise.all([
    store.users.getMany(organisation, [...new Set(owners)]),
    inChunks(candidates, AT_ONCE, (one) =>
      askFilter({ store }, { organisation, filter: rule.filter, now, ...one }),
    ),
  ]);
  const known = new Map(users.map((user) => [user.id, user]));
  const inOrder = asked.toSorted((a, b) => a.item.record.modifiedAt - b.item.record.modifiedAt);
  const items: DryLook[] = [];
  let acting = asActing(organisation, rule, inOrder[0]?.item.record.modifiedAt ?? now);
  for (const { item, result } of inOrder) {
    const { look, next } = dryLook(acting, item, result, known);
    acting = next;
    items.push(look);
  }
  const matching = items.filter(({ outcome }) => outcome !== 'no-match').length;
  return { matching, items: items.toReversed() };
}

/** The rule as if it had acted from the first of the records on. */
function asActing(organisation: string, rule: DraftRule, since: Instant): ActiveCrmRule {
  const made = { organisation, id: 'dry-run', revision: 1, name: '', createdBy: '', createdAt: since };
  return { ...rule, ...made, activation: { since, by: '' } };
}

function dryLook(
  rule: ActiveCrmRule,
  { record, ...of }: Candidate,
  { evaluation, words }: Asked,
  users: ReadonlyMap<string, User>,
): { look: DryLook; next: ActiveCrmRule } {
  const { object, id: theirId, modifiedAt: at } = record;
  const seen = { object, theirId, name: nameOf({ record, ...of }), at, words };
  // Each was new once; when it was, is past.
  const born = { ...record, createdAt: undefined };
  const decision = decideRule(rule, { record: born, isNew: true, look: undefined }, evaluation);
  if (decision.kind !== 'match') return { look: { ...seen, outcome: 'no-match' }, next: rule };

  const owner = users.get(of.candidate?.ownerId ?? '');
  const why = keptOut(of.candidate) ?? (owner?.active === true ? undefined : 'Its owner is no active user.');
  if (why !== undefined) return { look: { ...seen, outcome: 'refused', why }, next: rule };

  const look = { id: lookId(rule.id, record) };
  const noted = admit(rule, look, '', at);
  const next = noted.kind === 'note' ? { ...rule, ...noted.rule, activation: rule.activation } : rule;
  const outcome = admit(next, look, '', at).kind === 'admitted' ? 'enrolled' : 'waits';
  return { look: { ...seen, outcome }, next };
}
