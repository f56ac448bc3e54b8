import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Sequence } from '../../domain/sequence/step.ts';
import { validateSequence } from '../../domain/sequence/validate-sequence.ts';
import { summaryOf } from '../../domain/statistics/rates.ts';
import type { Store } from '../../ports/store.ts';

/** Everything that keeps a draft from being published, its templates looked up. */
export async function draftProblems(
  store: Pick<Store, 'templates'>,
  organisation: string,
  draft: Sequence['draft'],
): Promise<Problem[]> {
  const ids = new Set(draft.steps.flatMap(({ templateId }) => templateId ?? []));
  const templates = new Map(
    (await store.templates.getMany(organisation, [...ids])).map((each) => [each.id, each]),
  );
  return validateSequence(draft, { template: (id) => templates.get(id) });
}

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
  ports: { store: Pick<Store, 'sequences' | 'templates' | 'statistics'> },
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
