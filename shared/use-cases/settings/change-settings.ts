import { refusalOfSettings } from '../../domain/people/who-decides.ts';
import { supportedCountries } from '../../domain/scheduling/holidays.ts';
import { isZone } from '../../domain/time/zones.ts';
import type { Expected } from '../../domain/kernel/expected.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { type Caller } from '../../domain/people/access.ts';
import type { SettingName, Settings, SettingsOfLevel } from '../../domain/settings/settings.ts';
import { validateSettings, type SettingsLevel } from '../../domain/settings/validate.ts';
import { withKeptValues, withNormalUrls } from '../../domain/settings/lead-webhook.ts';
import type { Store } from '../../ports/store.ts';
import type { WebhookKeys } from '../../ports/webhook-keys.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { sealHeaders } from './header-secrets.ts';

type Ports = { store: Pick<Store, 'settings' | 'users' | 'groups'> };
type ChangePorts = Ports & {
  webhookKeys: Pick<WebhookKeys, 'seal'>;
  /** Hosts that webhooks may reach by plain http (A14). */
  insecureWebhookHosts: readonly string[];
};
type Request = { caller: Caller; scope: string; expected: Expected };

/** Settings to be decided; undefined is as if absent. */
export type SettingsInput = { [Name in SettingName]?: Settings[Name] | undefined };

/** Decides some settings at one level; each replaces that setting as a whole, the others stay. */
export function changeSettings(
  ports: ChangePorts,
  request: Request & { values: SettingsInput },
): Promise<Saved<SettingsOfLevel> | Refusal> {
  const { names, change } = changeTo(request.values);
  return decideAt(ports, request, names, change);
}

/** What deciding some settings changes at a level. */
export function changeTo(input: SettingsInput): {
  names: SettingName[];
  change: (before: Partial<Settings>) => Partial<Settings>;
} {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const values = Object.fromEntries(given) as Partial<Settings>;
  return {
    names: Object.keys(values) as SettingName[],
    change: (before) => ({
      ...before,
      ...values,
      // What is not given again of a webhook's headers is kept.
      ...(values.leadWebhooks && {
        leadWebhooks: withKeptValues(withNormalUrls(values.leadWebhooks), before.leadWebhooks),
      }),
    }),
  };
}

/** Removes an exception: the setting is decided elsewhere from then on. */
export function removeSetting(
  ports: ChangePorts,
  request: Request & { name: SettingName },
): Promise<Saved<SettingsOfLevel> | Refusal> {
  const { name } = request;
  return decideAt(ports, request, [name], ({ [name]: _removed, ...rest }) => rest);
}

/** What one level decides; revision 0: nothing yet. */
export async function readSettings(
  ports: Ports,
  request: { organisation: string; scope: string },
): Promise<{ kind: 'read'; item: SettingsOfLevel } | Refusal> {
  const { organisation, scope } = request;
  const [missing, existing] = await Promise.all([
    missingOwner(ports, organisation, scope),
    ports.store.settings.get(organisation, scope),
  ]);
  return missing ?? { kind: 'read', item: existing ?? { organisation, scope, revision: 0, values: {} } };
}

async function decideAt(
  ports: ChangePorts,
  request: Request,
  names: SettingName[],
  change: (before: Partial<Settings>) => Partial<Settings>,
): Promise<Saved<SettingsOfLevel> | Refusal> {
  const checked = await checkChange(ports, request, names, change);
  if (checked.kind !== 'checked') return checked;
  const { scope, expected, caller } = request;
  const { organisation } = caller;
  const sealed = await sealHeaders(ports, organisation, checked.values);
  return saveItem(ports.store.settings, checked.existing, { organisation, scope, values: sealed }, expected);
}

/** What a level would decide after a change, if the caller may make it and nothing is wrong with it. */
export async function checkChange(
  ports: Omit<ChangePorts, 'webhookKeys'>,
  { caller, scope }: Pick<Request, 'caller' | 'scope'>,
  names: SettingName[],
  change: (before: Partial<Settings>) => Partial<Settings>,
): Promise<{ kind: 'checked'; existing: SettingsOfLevel | undefined; values: Partial<Settings> } | Refusal> {
  const { organisation } = caller;
  const [missing, existing, self, access] = await Promise.all([
    missingOwner(ports, organisation, scope),
    ports.store.settings.get(organisation, scope),
    ports.store.users.get(organisation, caller.userId),
    loadAccessScope(ports.store, caller),
  ]);

  const refusal = refusalOfSettings(caller, scope, names, { groupIds: self?.groupIds ?? [], access });
  if (refusal !== undefined) return { kind: 'forbidden', detail: refusal };
  if (missing) return missing;
  if (names.includes('sending')) {
    const message = 'The sending domain is decided by its verification: use /v1/sending-domain.';
    return { kind: 'invalid', problems: [{ path: ['sending'], message }] };
  }
  const values = change(existing?.values ?? {});
  const problems = [
    ...validateSettings(values, levelOf(scope), {
      isZone,
      countries: supportedCountries,
      insecureWebhookHosts: ports.insecureWebhookHosts,
    }),
    ...(names.includes('absences')
      ? await delegateProblems(ports, organisation, scope, values.absences)
      : []),
  ];
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'checked', existing, values };
}

/** Who stands in must be another, active user (F7). */
async function delegateProblems(
  ports: Ports,
  organisation: string,
  scope: string,
  absences: Settings['absences'] = [],
): Promise<Problem[]> {
  const ids = new Set(absences.flatMap(({ standIn }) => standIn ?? []));
  const users = await ports.store.users.getMany(organisation, [...ids]);
  const messageOf = (standIn: string): string | undefined => {
    if (scope === `user.${standIn}`) return 'Nobody stands in for oneself: name a colleague, or null.';
    const user = users.find(({ id }) => id === standIn);
    if (user === undefined) return `There is no user “${standIn}”.`;
    return user.active ? undefined : `“${standIn}” is not active: name an active user, or null.`;
  };
  return absences.flatMap(({ standIn }, index) => {
    const message = standIn === null ? undefined : messageOf(standIn);
    return message === undefined ? [] : [{ path: ['absences', String(index), 'standIn'], message }];
  });
}

function levelOf(scope: string): SettingsLevel {
  if (scope === 'organisation') return 'organisation';
  return scope.startsWith('group.') ? 'group' : 'user';
}

/** A refusal when the group or user that a scope names does not exist. */
async function missingOwner(ports: Ports, organisation: string, scope: string): Promise<Refusal | undefined> {
  const level = levelOf(scope);
  if (level === 'organisation') return undefined;
  const id = scope.slice(level.length + 1);
  const owner =
    level === 'group'
      ? await ports.store.groups.get(organisation, id)
      : await ports.store.users.get(organisation, id);
  return owner === undefined ? { kind: 'not-found', what: level, id } : undefined;
}
