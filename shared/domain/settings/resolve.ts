import { defaultSettings } from './defaults.ts';
import type { Effective, EffectiveSettings, SettingName, Settings, SettingsOfLevel } from './settings.ts';

/** What each level that concerns one user has stored; undefined: nothing. */
export type Levels = {
  organisation: SettingsOfLevel | undefined;
  /** The groups of the user, in any order. */
  groups: { group: { id: string; priority: number }; settings: SettingsOfLevel }[];
  user: SettingsOfLevel | undefined;
};

/** Settings that are decided at one level alone. */
const onlyLevel: { [Name in SettingName]?: Layer['level'] } = {
  profile: 'organisation',
  sending: 'organisation',
  absences: 'user',
};

type Layer = { level: 'user' | 'group' | 'organisation'; id: string; values: Partial<Settings> };

/**
 * The settings that apply to one user, each with the level that decided it: user beats group beats organisation
 * beats default, and the nearest replaces the whole value (A, pinned). Of several groups that set it, the one with
 * the lowest priority number decides, and the lowest id among equals.
 */
export function resolveSettings(levels: Levels): EffectiveSettings {
  const nearestFirst = layersOf(levels);
  const decide = <Name extends SettingName>(name: Name): Effective<Name> =>
    effective(
      name,
      nearestFirst.filter(({ level }) => (onlyLevel[name] ?? level) === level),
    );
  return {
    profile: decide('profile'),
    workingDays: decide('workingDays'),
    workingHours: decide('workingHours'),
    windowZone: decide('windowZone'),
    holidays: decide('holidays'),
    absences: decide('absences'),
    maxMailsPerDay: decide('maxMailsPerDay'),
    maxSmsPerDay: decide('maxSmsPerDay'),
    mailDelay: decide('mailDelay'),
    unsubscribeRules: decide('unsubscribeRules'),
    bounceRules: decide('bounceRules'),
    maxTasksPerDay: decide('maxTasksPerDay'),
    taskLateness: decide('taskLateness'),
    skipReasons: decide('skipReasons'),
    scoring: decide('scoring'),
    leadWebhooks: decide('leadWebhooks'),
    smsQuietHours: decide('smsQuietHours'),
    tracking: decide('tracking'),
    sending: decide('sending'),
  };
}

function layersOf({ organisation, groups, user }: Levels): Layer[] {
  const layers: Layer[] = [];
  if (user) layers.push({ level: 'user', id: user.scope.slice('user.'.length), values: user.values });
  const byPriority = groups.toSorted(
    (a, b) =>
      a.group.priority - b.group.priority || (a.group.id < b.group.id ? -1 : a.group.id > b.group.id ? 1 : 0),
  );
  for (const { group, settings } of byPriority) {
    layers.push({ level: 'group', id: group.id, values: settings.values });
  }
  if (organisation) {
    layers.push({ level: 'organisation', id: organisation.organisation, values: organisation.values });
  }
  return layers;
}

function effective<Name extends SettingName>(name: Name, nearestFirst: Layer[]): Effective<Name> {
  for (const { level, id, values } of nearestFirst) {
    const value = values[name];
    if (value !== undefined) return { value, source: { level, id } };
  }
  return { value: defaultSettings[name], source: { level: 'default', id: 'default' } };
}
