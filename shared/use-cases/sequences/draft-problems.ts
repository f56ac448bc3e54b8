import type { Problem } from '../../domain/kernel/problem.ts';
import type { Sequence } from '../../domain/sequence/step.ts';
import { validateSequence } from '../../domain/sequence/validate-sequence.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { EffectiveSettings } from '../../domain/settings/settings.ts';
import { validateTogether } from '../../domain/settings/validate.ts';
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
