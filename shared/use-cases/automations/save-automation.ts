import { isActive, type Automation } from '../../domain/automations/automation.ts';
import { neverTextsProblems } from '../../domain/automations/never-texts.ts';
import { sequenceOf } from '../../domain/automations/steps-of-automation.ts';
import {
  asOfAutomation,
  mostAutomations,
  validateAutomation,
} from '../../domain/automations/validate-automation.ts';
import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { draftProblems } from '../sequences/draft-problems.ts';

type Ports = {
  store: Pick<Store, 'automations' | 'filters' | 'sequences' | 'templates' | 'settings' | 'users'>;
};

/** What a person writes of an automation. */
export type AutomationInput = Pick<
  Automation,
  'name' | 'filterId' | 'steps' | 'repeats' | 'whenItEnds' | 'unsubscribeLink'
>;

/**
 * Makes an automation, or replaces one that does not run (E7). Its steps become the draft of the sequence of its id, by
 * which previews and forecasts show what they would do before it is activated.
 */
export async function putAutomation(
  ports: Ports,
  request: { caller: Caller; id: string; input: AutomationInput; expected: Expected; now: Instant },
): Promise<Saved<Automation> | Refusal> {
  const { caller, id, input, expected, now } = request;
  const { organisation } = caller;
  const [existing, sequence] = await Promise.all([
    ports.store.automations.get(organisation, id),
    ports.store.sequences.get(organisation, id),
  ]);
  const refused = refusalOfKind(sequence, 'automation') ?? refusalOf(existing, sequence);
  if (refused) return refused;
  if (
    existing === undefined &&
    (await listAll(ports.store.automations, organisation)).length >= mostAutomations
  )
    return { kind: 'conflict', detail: `An organisation has ${mostAutomations} automations at most.` };

  const begun = { organisation, id, createdBy: caller.userId, createdAt: now };
  const automation = { ...(existing ?? begun), ...input, active: undefined };
  const problems = await problemsOf(ports, { ...automation, revision: 0 });
  if (problems.length > 0) return { kind: 'invalid', problems };
  const saved = await saveItem<Automation>(ports.store.automations, existing, automation, expected);
  if (saved.kind === 'saved') await draftSequence(ports, saved.item, sequence);
  return saved;
}

function refusalOf(existing: Automation | undefined, sequence: Sequence | undefined): Refusal | undefined {
  if (sequence?.status === 'deleted')
    return {
      kind: 'conflict',
      detail: 'An automation with this id was deleted, which is final: choose another id.',
    };
  return existing !== undefined && isActive(existing)
    ? { kind: 'conflict', detail: 'It is active: deactivate it, change it, and activate it again.' }
    : undefined;
}

/** Everything that is wrong with an automation as it would run now (E4, E8). */
export async function problemsOf(ports: Ports, automation: Automation): Promise<Problem[]> {
  const { organisation, filterId, steps } = automation;
  const userIds = steps.flatMap(({ userId, to }) => [
    ...(userId === undefined ? [] : [userId]),
    ...(to?.kind === 'user' ? [to.userId] : []),
  ]);
  const [filter, users, levels, ofSteps] = await Promise.all([
    ports.store.filters.get(organisation, filterId),
    ports.store.users.getMany(organisation, [...new Set(userIds)]),
    ports.store.settings.get(organisation, 'organisation'),
    draftProblems(ports.store, organisation, sequenceOf(automation)),
  ]);
  const settings = resolveSettings({ organisation: levels, groups: [], user: undefined });
  const hours = {
    workingHours: settings.workingHours.value,
    smsQuietHours: settings.smsQuietHours.value,
  };
  const named = { filter: filter !== undefined, users: new Map(users.map((user) => [user.id, user])) };
  return [
    ...validateAutomation(automation, named),
    ...asOfAutomation(ofSteps),
    ...neverTextsProblems(steps, hours),
  ];
}

/** Writes the steps as the draft of the sequence; what an activation published before stays as it was. */
export async function draftSequence(
  { store }: Pick<Ports, 'store'>,
  automation: Automation,
  existing: Sequence | undefined,
): Promise<Sequence> {
  const { organisation, id, name, createdBy, createdAt } = automation;
  const draft = sequenceOf(automation);
  const begun = {
    organisation,
    id,
    kind: 'automation' as const,
    status: 'draft' as const,
    currentVersion: 0,
    createdBy,
    createdAt,
  };
  const sequence = { ...(existing ?? begun), name, draft, revision: (existing?.revision ?? 0) + 1 };
  const written = await store.sequences.put(sequence, existing?.revision ?? 'absent');
  if (written === 'written') return sequence;
  return draftSequence({ store }, automation, await store.sequences.get(organisation, id));
}
