import { actorOf } from '../../domain/core/enrollment.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { laneParts } from '../../domain/lanes/lane.ts';
import { isAdmin, type Caller } from '../../domain/people/access.ts';
import type { Group, User } from '../../domain/people/people.ts';
import { concealed } from '../../domain/settings/lead-webhook.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type {
  Effective,
  EffectiveSettings,
  SettingName,
  SettingsOfLevel,
} from '../../domain/settings/settings.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { listAll } from '../list-all.ts';
import { changeTo, checkChange, type SettingsInput } from './change-settings.ts';

type Ports = {
  store: Pick<Store, 'settings' | 'users' | 'groups' | 'sequences' | 'enrollments'>;
  insecureWebhookHosts: readonly string[];
};

/** Users told one by one. */
const MOST_TOLD = 200;
/** Enrollments looked at for the pending steps. */
const MOST_COUNTED = 10_000;

/** One setting of a user, as it applies and as it would. */
export type SettingEffect = { setting: SettingName; from: Effective; to: Effective };

/** What a change of settings would do. */
export type ChangePreview = {
  /** Users for whom a value changes, by id, 200 at most. */
  users: { user: User; changes: SettingEffect[] }[];
  /** All for whom a value changes. */
  affected: number;
  /** Steps of theirs that have a time or queue; `complete` false: not all enrollments were looked at. */
  pending: { steps: number; complete: boolean };
};

/**
 * Whom deciding some settings at a level would change something for, from what to what, and how many pending steps are
 * theirs; nothing is saved. Who may not save it, or what cannot be saved, is refused as when saving (A1).
 */
export async function previewChange(
  ports: Ports,
  request: { caller: Caller; scope: string; values: SettingsInput },
): Promise<{ kind: 'previewed'; preview: ChangePreview } | Refusal> {
  const { caller, scope } = request;
  const { organisation } = caller;
  const { names, change } = changeTo(request.values);
  const checked = await checkChange(ports, request, names, change);
  if (checked.kind !== 'checked') return checked;
  const known = await loadLevels(ports.store, organisation);
  const after: SettingsOfLevel = { organisation, scope, revision: 0, values: checked.values };
  const concerned = known.users.filter((user) => concerns(scope, user));
  const affected = concerned.flatMap((user) => {
    const changes = changesOf(
      resolvedFor(user, known),
      resolvedFor(user, { ...known, levels: new Map([...known.levels, [scope, after]]) }),
      names,
      caller,
    );
    return changes.length === 0 ? [] : [{ user, changes }];
  });
  const ids = new Set(affected.map(({ user }) => user.id));
  const pending =
    ids.size === 0 ? { steps: 0, complete: true } : await countPending(ports, organisation, ids);
  const users = affected.slice(0, MOST_TOLD);
  return { kind: 'previewed', preview: { users, affected: affected.length, pending } };
}

type Known = { users: User[]; groups: Group[]; levels: ReadonlyMap<string, SettingsOfLevel> };

/** Who there is, and what every level decides: few items, as users and groups are few. */
async function loadLevels(store: Ports['store'], organisation: string): Promise<Known> {
  const [users, groups, levels] = await Promise.all([
    listAll(store.users, organisation),
    listAll(store.groups, organisation),
    listAll(store.settings, organisation),
  ]);
  return { users, groups, levels: new Map(levels.map((level) => [level.scope, level])) };
}

function concerns(scope: string, { id, groupIds }: User): boolean {
  return scope === 'organisation' || scope === `user.${id}` || groupIds.some((of) => scope === `group.${of}`);
}

function resolvedFor({ id, groupIds }: User, { groups, levels }: Known): EffectiveSettings {
  return resolveSettings({
    organisation: levels.get('organisation'),
    user: levels.get(`user.${id}`),
    groups: groupIds.flatMap((groupId) => {
      const settings = levels.get(`group.${groupId}`);
      const group = groups.find((each) => each.id === groupId) ?? { id: groupId, priority: 0 };
      return settings === undefined ? [] : [{ group, settings }];
    }),
  });
}

function changesOf(
  before: EffectiveSettings,
  after: EffectiveSettings,
  names: readonly SettingName[],
  caller: Caller,
): SettingEffect[] {
  return names.flatMap((setting) => {
    const [from, to] = [before[setting], after[setting]];
    if (JSON.stringify(from.value) === JSON.stringify(to.value)) return [];
    return [{ setting, from: shownTo(caller, setting, from), to: shownTo(caller, setting, to) }];
  });
}

/** Of webhooks, values of headers are for nobody's eyes, and whole addresses for admins' (A14). */
function shownTo(caller: Caller, setting: SettingName, effective: Effective): Effective {
  if (setting !== 'leadWebhooks') return effective;
  const { value, source } = effective as Effective<'leadWebhooks'>;
  return { value: concealed(value, isAdmin(caller) ? 'admin' : 'other'), source };
}

/** Steps in the hands of some users that have a time or queue. */
async function countPending(
  { store }: Ports,
  organisation: string,
  users: ReadonlySet<string>,
): Promise<ChangePreview['pending']> {
  let [looked, steps] = [0, 0];
  for (const { id: of, currentVersion } of await listAll(store.sequences, organisation)) {
    if (currentVersion === 0) continue;
    const query = { index: 'bySequence', of } as const;
    const all = walk((page) => store.enrollments.list(organisation, { ...page, query }), { limit: 500 });
    for await (const enrollment of all) {
      looked += 1;
      if (looked > MOST_COUNTED) return { steps, complete: false };
      const { state } = enrollment;
      const isPlanned = state.status === 'scheduled' && users.has(actorOf(enrollment));
      const queues = state.status === 'backlogged' && users.has(laneParts(state.lane).userId);
      if (isPlanned || queues) steps += 1;
    }
  }
  return { steps, complete: true };
}
