import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { zone as storedZone } from '#shared/domain/kernel/shapes.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { resolveSettings } from '#shared/domain/settings/resolve.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { skippedAfterBounce, skippedAfterUnsubscribe } from '#shared/domain/settings/skip-rules.ts';
import { validateSettings, validateTogether } from '#shared/domain/settings/validate.ts';
import { day, zoneNamed } from '../support/at.ts';

const facts = {
  isZone: (zone: string) => zone === 'Europe/Paris',
  countries: ['FR', 'RO'],
  insecureWebhookHosts: [],
};
const pathsOf = (values: Partial<Settings>, level: 'organisation' | 'group' | 'user' = 'organisation') =>
  validateSettings(values, level, facts).map(({ path }) => path.join('.'));
const profile: Settings['profile'] = {
  name: 'Acme',
  address: '1 rue X',
  zone: zoneNamed('Europe/Paris'),
  language: 'fr',
};

describe('validation of settings', () => {
  test('accepts the defaults, with a profile', () => {
    const { absences: _ofUsers, ...ofOrganisation } = defaultSettings;
    assert.deepEqual(pathsOf({ ...ofOrganisation, profile }), []);
  });

  const refused: [rule: string, values: Partial<Settings>, paths: string[]][] = [
    ['no working day', { workingDays: [] }, ['workingDays']],
    ['a working day twice', { workingDays: ['monday', 'monday'] }, ['workingDays.1']],
    ['no working hours', { workingHours: [] }, ['workingHours']],
    ['an empty interval', { workingHours: [{ from: '09:00', to: '09:00' }] }, ['workingHours.0.to']],
    [
      'an interval that ends before it begins',
      { workingHours: [{ from: '22:00', to: '02:00' }] },
      ['workingHours.0.to'],
    ],
    [
      'intervals that overlap',
      {
        workingHours: [
          { from: '09:00', to: '12:00' },
          { from: '11:59', to: '18:00' },
        ],
      },
      ['workingHours.1.from'],
    ],
    [
      'a time that no day has',
      { workingHours: [{ from: '9:00', to: '24:01' }] },
      ['workingHours.0.from', 'workingHours.0.to'],
    ],
    ['holidays of an unknown country', { holidays: { country: 'XX', extra: [] } }, ['holidays.country']],
    ['a cap of zero', { maxMailsPerDay: 0 }, ['maxMailsPerDay']],
    ['a cap that is no whole number', { maxSmsPerDay: 1.5 }, ['maxSmsPerDay']],
    ['a negative delay', { mailDelay: { kind: 'fixed', seconds: -1 } }, ['mailDelay.seconds']],
    [
      'a shortest delay above the longest',
      { mailDelay: { kind: 'random', minSeconds: 90, maxSeconds: 30 } },
      ['mailDelay.minSeconds'],
    ],
    [
      'quiet hours over the whole day',
      { smsQuietHours: { from: '08:00', to: '08:00', policy: 'drop' } },
      ['smsQuietHours.to'],
    ],
    [
      'a stored zone that is no longer known',
      { profile: { ...profile, zone: storedZone.parse('Mars/Olympus') } },
      ['profile.zone'],
    ],
    ['a name over two lines', { profile: { ...profile, name: 'Acme\r\nBcc: x' } }, ['profile.name']],
    [
      'bounce rules that list replies apart from mails, which they follow',
      { bounceRules: { skips: ['automated-reply', 'mail', 'reply'] } },
      ['bounceRules.skips.0', 'bounceRules.skips.2'],
    ],
    [
      'lateness of what makes no task',
      { taskLateness: { 'automated-mail': 5 } },
      ['taskLateness.automated-mail'],
    ],
    ['lateness of no minutes', { taskLateness: { call: 0 } }, ['taskLateness.call']],
    [
      'a reason named as the one that always exists',
      { skipReasons: { reasons: [{ id: 'other', label: 'Other' }], compulsoryFor: [] } },
      ['skipReasons.reasons.0.id'],
    ],
    [
      'an id of a reason used twice, or badly written',
      {
        skipReasons: {
          reasons: [
            { id: 'busy', label: 'Busy' },
            { id: 'busy', label: 'Engaged' },
            { id: 'Not ok', label: ' ' },
          ],
          compulsoryFor: ['automated-sms'],
        },
      },
      [
        'skipReasons.reasons.1.id',
        'skipReasons.reasons.2.id',
        'skipReasons.reasons.2.label',
        'skipReasons.compulsoryFor.0',
      ],
    ],
  ];
  for (const [rule, values, paths] of refused) {
    test(`refuses ${rule}`, () => assert.deepEqual(pathsOf(values), paths));
  }

  test('accepts several intervals that touch, up to midnight', () => {
    const workingHours = [
      { from: '00:00', to: '12:00' },
      { from: '12:00', to: '24:00' },
    ];
    assert.deepEqual(pathsOf({ workingHours }), []);
  });

  test('accepts 29 February of a leap year and a country whose holidays are known', () => {
    assert.deepEqual(pathsOf({ holidays: { country: 'RO', extra: [day('2028-02-29')] } }), []);
  });

  test('accepts no limit', () => {
    assert.deepEqual(pathsOf({ maxMailsPerDay: null, maxTasksPerDay: null }), []);
  });

  test('refuses the profile below the organisation and says where it belongs', () => {
    const [problem] = validateSettings({ profile }, 'group', facts);
    assert.equal(problem?.message, 'The profile belongs to the organisation: set it there, not for a group.');
  });

  test('E4: refuses working hours that lie in the quiet hours, when both are read in one zone', () => {
    const together = (windowZone: 'sender' | 'recipient', to: string) =>
      validateTogether(
        resolveSettings({
          organisation: {
            organisation: 'acme',
            scope: 'organisation',
            revision: 1,
            values: { windowZone, workingHours: [{ from: '00:00', to }] },
          },
          groups: [],
          user: undefined,
        }),
      ).length;
    assert.equal(together('recipient', '07:30'), 1);
    assert.equal(together('recipient', '07:31'), 0);
    assert.equal(together('sender', '07:30'), 0);
  });
});

describe('skip rules', () => {
  test('A7: let a reply follow mail and an automated reply follow automated mail after a bounce', () => {
    assert.equal(skippedAfterBounce({ skips: ['mail'] }, 'reply'), true);
    assert.equal(skippedAfterBounce({ skips: ['mail'] }, 'automated-reply'), false);
    assert.equal(skippedAfterBounce({ skips: ['automated-mail'] }, 'automated-reply'), true);
    assert.equal(skippedAfterBounce({ skips: ['automated-mail'] }, 'automated-sms'), false);
  });

  test('A6: take each step type by itself after an unsubscription', () => {
    assert.equal(skippedAfterUnsubscribe({ skips: ['mail'] }, 'reply'), false);
    assert.equal(skippedAfterUnsubscribe(defaultSettings.unsubscribeRules, 'automated-sms'), true);
    assert.equal(skippedAfterUnsubscribe(defaultSettings.unsubscribeRules, 'call'), false);
  });
});
