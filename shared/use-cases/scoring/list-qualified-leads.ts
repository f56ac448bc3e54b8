import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { QUALIFIED } from '../../domain/scoring/score.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { withScores, type ScoredLead } from './read-scores.ts';

type Ports = { store: Pick<Store, 'scores' | 'settings' | 'users' | 'groups' | 'leads'> };

/**
 * Leads that the caller can access and that are qualified now, by since when (A12). A page may hold fewer than asked for,
 * or none, and have a cursor: those whose points have decayed since are passed over.
 */
export async function listQualifiedLeads(
  ports: Ports,
  request: {
    caller: Caller;
    limit: number;
    cursor?: string | undefined;
    email?: string | undefined;
    owner?: string | undefined;
    now: Instant;
  },
): Promise<{ kind: 'page'; page: Page<ScoredLead> } | Refusal> {
  const { caller, limit, cursor, email, owner, now } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);
  if (owner !== undefined && !canAccess(access, owner)) {
    return { kind: 'forbidden', detail: `You cannot see the leads of the user “${owner}”.` };
  }
  const query = { index: 'byQualified', of: QUALIFIED } as const;
  const scores = await ports.store.scores.list(organisation, { limit, cursor, query });
  const ids = scores.items.map(({ leadId }) => leadId);
  const leads = ids.length === 0 ? [] : await ports.store.leads.getMany(organisation, ids);

  const wanted = leads.filter(
    (lead) =>
      canAccess(access, lead.ownerId) &&
      (owner === undefined || lead.ownerId === owner) &&
      (email === undefined || lead.email?.toLowerCase() === email),
  );
  const scored = await withScores(ports, organisation, wanted, now);
  const items = scored
    .filter(({ score }) => score.qualified)
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return { kind: 'page', page: { ...scores, items } };
}
