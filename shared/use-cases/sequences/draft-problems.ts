import type { Problem } from '../../domain/kernel/problem.ts';
import { neverRunProblems } from '../../domain/sequences/never-runs.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { validateSequence } from '../../domain/sequences/validate-sequence.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { EffectiveSettings } from '../../domain/settings/settings.ts';
import { validateTogether } from '../../domain/settings/validate.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

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
    ...(await timeProblems(store, organisation, draft, effective)),
    ...neverSentProblems(draft, effective),
  ];
}

/** Steps that nobody's working time would ever let run; the exceptions are read only where one might matter. */
async function timeProblems(
  store: Pick<Store, 'settings'>,
  organisation: string,
  { steps }: Sequence['draft'],
  { workingDays, workingHours }: EffectiveSettings,
): Promise<Problem[]> {
  const common = { workingDays: workingDays.value, workingHours: workingHours.value };
  const found = neverRunProblems(steps, [common]);
  if (found.length === 0) return found;
  const exceptions = await listAll(store.settings, organisation);
  return neverRunProblems(steps, [common, ...exceptions.map(({ values }) => values)]);
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
