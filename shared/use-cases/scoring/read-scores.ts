import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import {
  decayed,
  readingOf,
  rounded,
  type Contribution,
  type ScoreReading,
} from '../../domain/scoring/score.ts';
import type { SettingSource } from '../../domain/kernel/reason.ts';
import type { Store } from '../../ports/store.ts';
import { readLead } from '../leads/list-leads.ts';
import { loadScoring } from './load-scoring.ts';

type Ports = { store: Pick<Store, 'scores' | 'settings' | 'users' | 'groups'> };

/** A lead with its score. */
export type ScoredLead = Lead & { score: ScoreReading };

/** The leads with their scores as they are now (A12); where none has points, their settings are not read. */
export async function withScores(
  { store }: Ports,
  organisation: string,
  leads: readonly Lead[],
  now: Instant,
): Promise<ScoredLead[]> {
  const ids = leads.map(({ id }) => id);
  const scores = ids.length === 0 ? [] : await store.scores.getMany(organisation, ids);
  const byLead = new Map(scores.map((score) => [score.leadId, score]));
  const without: ScoreReading = { value: 0, qualified: false };
  if (scores.length === 0) return leads.map((lead) => ({ ...lead, score: without }));
  const scoring = await loadScoring(store, organisation);
  const ofOwner = await scoring.ofOwners(leads.map(({ ownerId }) => ownerId));
  return leads.map((lead) => {
    const own = ofOwner.get(lead.ownerId) ?? scoring.ofAll;
    return { ...lead, score: readingOf(byLead.get(lead.id), own, now) };
  });
}

/** A score with what it comes from; `worth`: what is left of the points now. */
export type ExplainedScore = ScoreReading & {
  threshold: number;
  halfLifeDays: number | null;
  source: SettingSource;
  latest: (Contribution & { worth: number })[];
};

/** The score of a lead that the caller can access, by whom it is decided, and its latest points, newest first (A12). */
export async function readScore(
  ports: { store: Ports['store'] & Pick<Store, 'leads'> },
  request: { caller: Caller; leadId: LeadId; now: Instant },
): Promise<{ kind: 'read'; score: ExplainedScore } | Refusal> {
  const { caller, leadId, now } = request;
  const { organisation } = caller;
  const [found, score, scoring] = await Promise.all([
    readLead(ports, { caller, id: leadId }),
    ports.store.scores.get(organisation, leadId),
    loadScoring(ports.store, organisation),
  ]);
  if (found.kind !== 'read') return found;
  const { ownerId } = found.item;
  const own = (await scoring.ofOwners([ownerId])).get(ownerId) ?? scoring.ofAll;

  const { threshold, halfLifeDays } = own.value;
  const latest = (score?.latest ?? [])
    .map((each) => ({ ...each, worth: rounded(decayed(each.points, each.at, now, halfLifeDays)) }))
    // Of those of one moment, the one added last comes first.
    .toReversed()
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const explained = { ...readingOf(score, own, now), threshold, halfLifeDays, source: own.source, latest };
  return { kind: 'read', score: explained };
}
