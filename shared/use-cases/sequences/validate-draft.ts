import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { summaryOf } from '../../domain/statistics/rates.ts';
import type { Store } from '../../ports/store.ts';
import { draftProblems } from './draft-problems.ts';

/** Leads of a sequence that are under way, from its statistics, which lag seconds behind (D10). */
export async function leadsUnderWay(
  store: Pick<Store, 'statistics'>,
  organisation: string,
  sequenceId: string,
): Promise<number> {
  const [whole] = await store.statistics.ofWholes(organisation, [sequenceId]);
  return summaryOf(whole?.counts ?? {}).active;
}

/** What keeps the draft of a sequence from being published, and how many leads a publication would touch (D10). */
export async function validateDraft(
  ports: { store: Pick<Store, 'sequences' | 'templates' | 'settings' | 'statistics'> },
  request: { organisation: string; id: string },
): Promise<{ kind: 'validated'; problems: Problem[]; affected: number } | Refusal> {
  const { organisation, id } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'sequence', id };
  const [problems, affected] = await Promise.all([
    draftProblems(ports.store, organisation, sequence.draft),
    leadsUnderWay(ports.store, organisation, id),
  ]);
  return { kind: 'validated', problems, affected };
}
