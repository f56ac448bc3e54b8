import { hourWarnings, type HourWarning } from '../../domain/core/enroll-warnings.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import { neverRunProblems } from '../../domain/sequences/never-runs.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { validateSequence } from '../../domain/sequences/validate-sequence.ts';
import { messageChannelOf } from '../../domain/channels/step-types.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Effective, EffectiveSettings } from '../../domain/settings/settings.ts';
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
    ...smsOffProblems(draft, effective),
  ];
}

/** Most exceptions that a warning names, the organisation's own hours beside them. */
const mostNamed = 100;

/**
 * Whose working hours leave out the hour of a step of a draft (D3): the organisation's and those of its exceptions, for
 * groups and users. It is published nonetheless: for them the step goes at the next opening.
 */
export async function draftWarnings(
  store: Pick<Store, 'settings'>,
  organisation: string,
  { steps }: Sequence['draft'],
): Promise<HourWarning[]> {
  if (steps.every(({ at }) => at === undefined)) return [];
  const levels = await listAll(store.settings, organisation);
  const common = levels.find(({ scope }) => scope === 'organisation');
  const { workingHours } = resolveSettings({ organisation: common, groups: [], user: undefined });
  const exceptions = levels.flatMap(({ scope, values }): Effective<'workingHours'>[] => {
    const [level, id = ''] = cutScope(scope);
    if (values.workingHours === undefined || (level !== 'group' && level !== 'user')) return [];
    return [{ value: values.workingHours, source: { level, id } }];
  });
  return hourWarnings(steps, [workingHours, ...exceptions]).slice(0, 1 + mostNamed);
}

/** The level and the id in a scope of settings, as `user.anne`. */
function cutScope(scope: string): [level: string, id?: string] {
  const dot = scope.indexOf('.');
  return dot === -1 ? [scope] : [scope.slice(0, dot), scope.slice(dot + 1)];
}

/** Steps that nobody's working days would ever let run; the exceptions are read only where one might matter. */
async function timeProblems(
  store: Pick<Store, 'settings'>,
  organisation: string,
  { steps }: Sequence['draft'],
  { workingDays }: EffectiveSettings,
): Promise<Problem[]> {
  const common = { workingDays: workingDays.value };
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

/** Steps that send texts, while the organisation sends none (E8). */
function smsOffProblems({ steps }: Sequence['draft'], { smsService }: EffectiveSettings): Problem[] {
  if (smsService.value) return [];
  return steps.flatMap(({ type }, index) =>
    messageChannelOf(type) === 'sms'
      ? [
          {
            path: ['steps', String(index), 'type'],
            message: `Step ${index + 1} sends a text, and texts are switched off: switch the setting smsService on, or remove the step.`,
          },
        ]
      : [],
  );
}
