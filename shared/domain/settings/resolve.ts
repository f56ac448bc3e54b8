import {
  defaultSettings,
  onlyLevel,
  settingNames,
  type Effective,
  type EffectiveSettings,
  type SettingName,
  type Settings,
  type SettingsOfLevel,
} from './settings.ts';

/** What each level that concerns one user has stored; undefined: nothing. */
export type Levels = {
  organisation: SettingsOfLevel | undefined;
  /** The groups of the user, in any order. */
  groups: { group: { id: string; priority: number }; settings: SettingsOfLevel }[];
  user: SettingsOfLevel | undefined;
};

type Layer = { level: 'user' | 'group' | 'organisation'; id: string; values: Partial<Settings> };

/**
 * The settings that apply to one user, each with the level that decided it: user beats group beats organisation
 * beats default, and the nearest replaces the whole value. Of several groups that set it, the one with
 * the lowest priority number decides, and the lowest id among equals.
 */
export function resolveSettings(levels: Levels): EffectiveSettings {
  const nearestFirst = layersOf(levels);
  const decided = settingNames.map((name) => {
    const only = onlyLevel[name];
    const layers = only === undefined ? nearestFirst : nearestFirst.filter(({ level }) => level === only);
    return [name, effective(name, layers)];
  });
  return Object.fromEntries(decided) as EffectiveSettings;
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
