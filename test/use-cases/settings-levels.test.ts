import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import { apiWorld, type As } from '#test/support/api.ts';
import type { SettingName } from '#shared/domain/settings/settings.ts';

/** A value for each level, each other than the default. */
const values: Record<string, { name: SettingName; organisation: unknown; group: unknown; user: unknown }[]> =
  {
    A1: [
      { name: 'workingDays', organisation: ['monday'], group: ['tuesday'], user: ['sunday'] },
      {
        name: 'holidays',
        organisation: { country: 'FR', extra: [] },
        group: { country: 'RO', extra: [] },
        user: { country: null, extra: ['2027-05-14'] },
      },
    ],
    A2: [
      {
        name: 'workingHours',
        organisation: [{ from: '08:00', to: '12:00' }],
        group: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '24:00' },
        ],
        user: [{ from: '10:00', to: '11:00' }],
      },
      { name: 'windowZone', organisation: 'recipient', group: 'sender', user: 'recipient' },
    ],
    A3: [{ name: 'maxMailsPerDay', organisation: 10, group: null, user: 30 }],
    A4: [{ name: 'maxSmsPerDay', organisation: 10, group: null, user: 30 }],
    A5: [
      {
        name: 'mailDelay',
        organisation: { kind: 'none' },
        group: { kind: 'fixed', seconds: 5 },
        user: { kind: 'random', minSeconds: 5, maxSeconds: 50 },
      },
    ],
    A6: [
      {
        name: 'unsubscribeRules',
        organisation: { skips: ['automated-mail'] },
        group: { skips: [] },
        user: { skips: ['call', 'reply'] },
      },
    ],
    A7: [
      {
        name: 'bounceRules',
        organisation: { skips: ['mail'] },
        group: { skips: [] },
        user: { skips: ['call'] },
      },
    ],
    A9: [{ name: 'maxTasksPerDay', organisation: 10, group: 20, user: 30 }],
    A10: [{ name: 'taskLateness', organisation: { call: 10 }, group: { mail: 20 }, user: {} }],
    A11: [
      {
        name: 'skipReasons',
        organisation: { reasons: [{ id: 'busy', label: 'Busy' }], compulsoryFor: ['call'] },
        group: { reasons: [], compulsoryFor: ['call'] },
        user: { reasons: [{ id: 'away', label: 'Away' }], compulsoryFor: [] },
      },
    ],
    E4: [
      {
        name: 'smsQuietHours',
        organisation: { from: '22:00', to: '07:00', policy: 'defer' },
        group: { from: '21:00', to: '08:00', policy: 'drop' },
        user: { from: '12:00', to: '13:00', policy: 'defer' },
      },
    ],
  };

async function patch(admin: As, scope: string, body: object): Promise<void> {
  const { headers } = await admin('GET', `/v1/settings/${scope}`);
  const answer = await admin('PATCH', `/v1/settings/${scope}`, {
    body,
    headers: { 'if-match': String(headers.etag) },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

describe('each setting is decided at each level, and reads as effective with who decided it', () => {
  for (const [number, settings] of Object.entries(values))
    for (const { name, ...levels } of settings) {
      test(`${number}: ${name}: user before group before organisation before default, the whole value`, async () => {
        const admin = apiWorld().as('ada', 'admin');
        await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris' } });
        const body = {
          name: 'Claire',
          email: 'claire@acme.example',
          zone: 'Europe/Paris',
          groupIds: ['paris'],
        };
        await admin('PUT', '/v1/users/claire', { body });
        const effective = async () => (await admin('GET', '/v1/users/claire/settings')).body[name];
        assert.deepEqual(await effective(), {
          value: defaultSettings[name],
          source: { level: 'default', id: 'default' },
        });
        for (const [level, id] of [
          ['organisation', 'acme'],
          ['group', 'paris'],
          ['user', 'claire'],
        ] as const) {
          const scope = level === 'organisation' ? level : `${level}.${id}`;
          await patch(admin, scope, { [name]: levels[level] });
          assert.deepEqual(await effective(), { value: levels[level], source: { level, id } });
        }
        const { headers } = await admin('GET', '/v1/settings/user.claire');
        const options = { headers: { 'if-match': String(headers.etag) } };
        assert.equal((await admin('DELETE', `/v1/settings/user.claire/${name}`, options)).status, 200);
        assert.deepEqual(await effective(), {
          value: levels.group,
          source: { level: 'group', id: 'paris' },
        });
      });
    }
});
