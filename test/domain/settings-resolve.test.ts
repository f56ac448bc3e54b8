import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { resolveSettings, type Levels } from '#shared/domain/settings/resolve.ts';
import type { Settings, SettingsOfLevel } from '#shared/domain/settings/settings.ts';

const stored = (scope: string, values: Partial<Settings>): SettingsOfLevel => ({
  organisation: 'acme',
  scope,
  revision: 1,
  values,
});
const group = (id: string, priority: number, values: Partial<Settings>): Levels['groups'][number] => ({
  group: { id, priority },
  settings: stored(`group.${id}`, values),
});
const nothing: Levels = { organisation: undefined, groups: [], user: undefined };

describe('settings of a user', () => {
  test('are the defaults where nobody has decided', () => {
    const settings = resolveSettings(nothing);
    assert.deepEqual(settings.smsQuietHours, {
      value: { from: '23:00', to: '07:30', policy: 'drop' },
      source: { level: 'default', id: 'default' },
    });
    assert.deepEqual(Object.keys(settings).toSorted(), Object.keys(defaultSettings).toSorted());
  });

  test('A6, A7: take the user before the group before the organisation, each with who decided', () => {
    const levels: Levels = {
      organisation: stored('organisation', { maxMailsPerDay: 10, maxSmsPerDay: 10, maxTasksPerDay: 10 }),
      groups: [group('north', 1, { maxMailsPerDay: 20, maxSmsPerDay: 20 })],
      user: stored('user.ana', { maxMailsPerDay: 30 }),
    };
    const settings = resolveSettings(levels);
    assert.deepEqual(settings.maxMailsPerDay, { value: 30, source: { level: 'user', id: 'ana' } });
    assert.deepEqual(settings.maxSmsPerDay, { value: 20, source: { level: 'group', id: 'north' } });
    assert.deepEqual(settings.maxTasksPerDay, { value: 10, source: { level: 'organisation', id: 'acme' } });
  });

  test('A10: are replaced whole by the nearest level, never merged', () => {
    const settings = resolveSettings({
      ...nothing,
      organisation: stored('organisation', { taskLateness: { call: 30, sms: 60 } }),
      user: stored('user.ana', { taskLateness: { call: 5 } }),
    });
    assert.deepEqual(settings.taskLateness.value, { call: 5 });
  });

  test('A6, A7: take the group with the lowest priority number among those that decide', () => {
    const groups = [
      group('south', 3, { maxMailsPerDay: 3 }),
      group('north', 2, { maxMailsPerDay: 2 }),
      group('all', 1, { maxSmsPerDay: 1 }),
    ];
    const settings = resolveSettings({ ...nothing, groups });
    assert.deepEqual(settings.maxMailsPerDay, { value: 2, source: { level: 'group', id: 'north' } });
  });

  test('A6, A7: take the lowest id among groups of equal priority', () => {
    const groups = [group('b', 1, { maxMailsPerDay: 2 }), group('a', 1, { maxMailsPerDay: 1 })];
    assert.equal(resolveSettings({ ...nothing, groups }).maxMailsPerDay.source.id, 'a');
  });

  test('hold "no limit" as a decision, not as an absence', () => {
    const settings = resolveSettings({
      ...nothing,
      organisation: stored('organisation', { maxMailsPerDay: 10 }),
      user: stored('user.ana', { maxMailsPerDay: null }),
    });
    assert.deepEqual(settings.maxMailsPerDay, { value: null, source: { level: 'user', id: 'ana' } });
  });

  test('take the profile from the organisation alone', () => {
    const profile = (name: string): Settings['profile'] => ({ ...defaultSettings.profile, name });
    const settings = resolveSettings({
      organisation: stored('organisation', { profile: profile('Acme') }),
      groups: [group('north', 1, { profile: profile('North') })],
      user: stored('user.ana', { profile: profile('Ana') }),
    });
    assert.equal(settings.profile.value.name, 'Acme');
  });

  test('do not depend on the order in which groups are given', () => {
    const anyGroup = fc.record({
      id: fc.stringMatching(/^[a-z]{1,3}$/),
      priority: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyGroup, { selector: ({ id }) => id, maxLength: 6 }), (drawn) => {
        const groups = drawn.map(({ id, priority }, index) =>
          group(id, priority, { maxMailsPerDay: index + 1 }),
        );
        const forwards = resolveSettings({ ...nothing, groups });
        const backwards = resolveSettings({ ...nothing, groups: groups.toReversed() });
        assert.deepEqual(forwards, backwards);
      }),
    );
  });
});
