import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Sequence } from '../../domain/sequence/step.ts';
import { validateSequence } from '../../domain/sequence/validate-sequence.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { EffectiveSettings } from '../../domain/settings/settings.ts';
import { validateTogether } from '../../domain/settings/validate.ts';
import { summaryOf } from '../../domain/statistics/rates.ts';
import type { Store } from '../../ports/store.ts';

/** Everything that keeps a draft from being published, its templates looked up. */
export async function draftProblems(
  store: Pick<Store, 'templates' | 'settings'>,
  organisation: string,
  draft: Sequence['draft'],
): Promise<Problem[]> {
  const ids = new Set(draft.steps.flatMap(({ templateId }) => templateId ?? []));
  const [found, settings] = await Promise.all([
    store.templates.getMany(organisation, [...ids]),
    store.settings.get(organisation, 'organisation'),
  ]);
  const templates = new Map(found.map((each) => [each.id, each]));
  const effective = resolveSettings({ organisation: settings, groups: [], user: undefined });
  return [
    ...validateSequence(draft, { template: (id) => templates.get(id) }),
    ...neverSentProblems(draft, effective),
  ];
}

/** An SMS that the organisation's hours would never let go (E4); whoever has other hours is told when enrolling. */
function neverSentProblems({ steps }: Sequence['draft'], settings: EffectiveSettings): Problem[] {
  const first = steps.findIndex(({ type }) => type === 'automated-sms');
  if (first === -1) return [];
  return validateTogether(settings).map(({ message }) => ({
    path: ['steps', String(first), 'type'],
    message,
  }));
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
