import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptedServer } from '#test/contracts/ports/scripted-server.ts';
import { faultOf } from '#test/contracts/ports/crm-rule.ts';
import {
  hubspotUnderTest,
  type HubspotFlow,
  type HubspotUnderTest,
} from '#test/contracts/ports/hubspot-world.ts';
import { hubspot } from '#shared/adapters/crm/hubspot/hubspot.ts';
import { datedPath, hubspotPaths, hubspotVersion } from '#shared/adapters/crm/hubspot/hubspot-version.ts';
import { secondsBetween, toInstant } from '#shared/domain/time/instants.ts';
import type { CrmActivity } from '#shared/ports/crm.ts';

function on(flow: HubspotFlow, rule: string, run: (under: HubspotUnderTest) => Promise<void>): void {
  test(`B6: ${rule}`, async () => {
    const under = await hubspotUnderTest(flow);
    try {
      await run(under);
    } finally {
      await under.close();
    }
  });
}

describe('HubSpot: who is let in, and how', () => {
  test('B6: one dated version is spoken, on every path', () => {
    assert.equal(hubspotVersion, '2026-03');
    assert.equal(
      datedPath('/crm/v3/objects/contacts/batch/read'),
      '/crm/objects/2026-03/contacts/batch/read',
    );
    assert.equal(datedPath('/crm/v3/owners/'), '/crm/owners/2026-03');
    assert.equal(datedPath('/crm/v3/properties/contacts'), '/crm/properties/2026-03/contacts');
    assert.throws(() => datedPath('/crm/v3/objectsx'));
    assert.throws(() => datedPath('/crm/v4/associations/contacts'));
    for (const path of Object.values(hubspotPaths)) assert.ok(path.includes(`/${hubspotVersion}`), path);
  });

  on('oauth', 'no request goes to a path without its date', async ({ crm, world, requests }) => {
    const id = await world.seed({ object: 'contact', fields: { lastname: 'Dated' } });
    await crm.test();
    await crm.users();
    await crm.newest({ object: 'contact', fields: ['lastname'], most: 1 });
    await crm.changes({ object: 'account', fields: ['name'], most: 5 });
    await crm.write('contact', [{ id, fields: { lastname: 'Dated' } }]);
    const undated = requests.filter(
      (request) => !request.includes('2026-03') && !request.includes('/journal-files/'),
    );
    assert.deepEqual(undated, []);
  });

  on(
    'oauth',
    'a refresh token that changes is kept before it is used',
    async ({ standIn, open, kept, requests }) => {
      standIn.driver.rotateRefreshTokens();
      const crm = open();
      await crm.count('contact');
      assert.equal(kept.length, 1);
      assert.equal(kept[0]?.['clientSecret'], standIn.credentials.clientSecret);
      standIn.driver.expireTokens();
      await crm.count('contact');
      assert.equal(kept.length, 2);
      // The one before is good no more, the one that was kept is.
      const fault = await faultOf(open({ credentials: kept[0] }).count('contact'));
      assert.equal(fault.kind, 'unauthorised');
      await open({ credentials: kept[1]! }).count('contact');
      assert.ok(requests.length > 0);
    },
  );

  on('oauth', 'a refresh token that cannot be kept is not used', async ({ standIn, address, requests }) => {
    standIn.driver.rotateRefreshTokens();
    const { clientId, clientSecret } = standIn.credentials;
    const credentials = { clientId, clientSecret, refreshToken: standIn.driver.allowed() };
    const crm = hubspot.open({
      settings: { flow: 'oauth', apiUrl: address },
      credentials,
      now: () => toInstant('2027-03-10T09:00:00.000Z'),
      beforeRenewing: async () => credentials,
      keep: async () => {
        throw new Error('no store');
      },
    });
    await assert.rejects(crm.count('contact'), /no store/);
    assert.ok(!requests.some((request) => request.includes('/search')));
  });

  on('oauth', 'a token is had anew before it runs out', async ({ crm, world, requests }) => {
    await crm.count('contact');
    await crm.count('contact');
    const tokens = (): number => requests.filter((request) => request.includes('/token')).length;
    assert.equal(tokens(), 1);
    await world.passes(1_750);
    await crm.count('contact');
    assert.equal(tokens(), 2);
  });

  on(
    'oauth',
    'a person allows it, and comes back with a code that is good once',
    async ({ address, standIn, open }) => {
      const { clientId, clientSecret } = standIn.credentials;
      const of = {
        settings: { flow: 'oauth', apiUrl: address },
        credentials: { clientId, clientSecret },
        redirectUri: 'http://localhost:3000/connections/hubspot',
      };
      const page = await fetch(hubspot.authorizeUrl!({ ...of, state: 's-1&2' }));
      assert.equal(page.status, 200);
      const back = new URL(/href="([^"]+)"/.exec(await page.text())![1]!.replaceAll('&amp;', '&'));
      assert.equal(back.searchParams.get('state'), 's-1&2');
      const code = back.searchParams.get('code')!;
      const credentials = await hubspot.redeem!({ ...of, code });
      assert.deepEqual(Object.keys(credentials).sort(), ['clientId', 'clientSecret', 'refreshToken']);
      assert.equal((await open({ credentials }).test()).organisation, `HubSpot account ${standIn.portalId}`);
      const fault = await faultOf(hubspot.redeem!({ ...of, code }));
      assert.equal(fault.kind, 'unauthorised');
      assert.ok(!fault.message.includes(clientSecret) && !fault.message.includes(code));
    },
  );

  test('B6: HubSpot’s own page is asked where the API is HubSpot’s own, in any of its data centres', () => {
    for (const settings of [
      {},
      { apiUrl: 'https://api.hubapi.com/' },
      { apiUrl: 'https://api-eu1.hubapi.com' },
    ]) {
      const of = { credentials: { clientId: 'c' }, redirectUri: 'https://r.example/x', state: 's' };
      const url = new URL(hubspot.authorizeUrl!({ ...of, settings }));
      assert.equal(`${url.origin}${url.pathname}`, 'https://app.hubspot.com/oauth/authorize');
      assert.ok(url.searchParams.get('scope')?.split(' ').includes('crm.objects.contacts.write'));
    }
  });

  on('private-app', 'what is missing or wrong is named, and no secret with it', async ({ open, standIn }) => {
    const { accessToken, clientId } = standIn.credentials;
    for (const credentials of [{}, { accessToken: '' }, { accessToken: 'pat-wrong-secret' }] as Record<
      string,
      string
    >[]) {
      const fault = await faultOf(open({ credentials }).test());
      assert.equal(fault.kind, 'unauthorised');
      assert.ok(fault.message.includes('token') && !fault.message.includes('pat-wrong-secret'));
    }
    const app = { accessToken, clientId, clientSecret: 'wrong-secret' };
    const journal = await faultOf(open({ credentials: app }).test());
    assert.equal(journal.kind, 'unauthorised');
    assert.ok(
      journal.message.includes('developer.webhooks_journal.read') &&
        !journal.message.includes('wrong-secret'),
    );
    const other = await faultOf(open({ settings: { portalId: '7' } }).test());
    assert.ok(other.kind === 'refused' && other.message.includes(String(standIn.portalId)));
    const plain = await faultOf(open({ settings: { apiUrl: 'http://hubspot.example' } }).test());
    assert.ok(plain.kind === 'refused' && plain.message.includes('https'));
  });
});

describe('HubSpot: answers that nobody expects', () => {
  const answers: [
    string,
    Parameters<Awaited<ReturnType<typeof scriptedServer>>['play']>[0],
    string,
    string,
  ][] = [
    ['no JSON', { status: 200, body: '<html>' }, 'unavailable', 'unknown'],
    ['a gateway that broke', { status: 502, body: '<html>' }, 'unavailable', 'unknown'],
    ['an answer that was cut short', 'cut-short', 'unavailable', 'unknown'],
    [
      'an account that moves',
      { status: 477, headers: { 'retry-after': '60' }, body: '{}' },
      'unavailable',
      'unavailable',
    ],
    ['locked', { status: 423, body: '{"message":"locked"}' }, 'throttled', 'throttled'],
    [
      'scopes that are missing',
      { status: 403, body: '{"category":"MISSING_SCOPES","message":"needs x"}' },
      'unauthorised',
      'unauthorised',
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://elsewhere.example' }, body: '' },
      'unavailable',
      'unknown',
    ],
  ];
  for (const [name, script, reading, writing] of answers)
    test(`B6: ${name}: reading is ${reading}, writing is ${writing}`, async () => {
      const server = await scriptedServer();
      try {
        server.play(script);
        const crm = hubspot.open({
          settings: { flow: 'private-app', apiUrl: server.endpoint },
          credentials: { accessToken: 'pat-1' },
          now: () => toInstant('2027-03-10T09:00:00.000Z'),
          beforeRenewing: async () => ({ accessToken: 'pat-1' }),
          keep: async () => undefined,
        });
        assert.equal((await faultOf(crm.count('contact'))).kind, reading);
        assert.equal(
          (await faultOf(crm.write('contact', [{ id: '1', fields: { lastname: 'x' } }]))).kind,
          writing,
        );
      } finally {
        await server.stop();
      }
    });

  test('B6: limits of a second, of ten and of a day each say when to come again', async () => {
    const server = await scriptedServer();
    const now = toInstant('2027-03-10T09:00:00.000Z');
    try {
      const crm = hubspot.open({
        settings: { flow: 'private-app', apiUrl: server.endpoint },
        credentials: { accessToken: 'pat-1' },
        now: () => now,
        beforeRenewing: async () => ({ accessToken: 'pat-1' }),
        keep: async () => undefined,
      });
      const waits = async (
        policyName: string,
        headers: Record<string, string> = {},
      ): Promise<[string, number]> => {
        server.play({ status: 429, headers, body: JSON.stringify({ errorType: 'RATE_LIMIT', policyName }) });
        const fault = await faultOf(crm.count('contact'));
        assert.ok(fault.kind === 'throttled' || fault.kind === 'allowance');
        return [fault.kind, secondsBetween(now, fault.until)];
      };
      assert.deepEqual(await waits('SECONDLY'), ['throttled', 1]);
      assert.deepEqual(await waits('TEN_SECONDLY_ROLLING'), ['throttled', 10]);
      assert.deepEqual(await waits('TEN_SECONDLY_ROLLING', { 'retry-after': '7' }), ['throttled', 7]);
      assert.deepEqual(await waits('DAILY'), ['allowance', 3_600]);
      assert.deepEqual(await waits('DAILY', { 'retry-after': '9999999' }), ['allowance', 3_600]);
    } finally {
      await server.stop();
    }
  });
});

describe('HubSpot: what is written', () => {
  on(
    'private-app',
    'the same record twice in one call is written twice, the later value last',
    async ({ crm, world, standIn }) => {
      const id = await world.seed({ object: 'contact', fields: { lastname: 'Zero' } });
      const writes = ['First', 'Second'].map((lastname) => ({ id, fields: { lastname } }));
      assert.deepEqual(await crm.write('contact', writes), [{ kind: 'written' }, { kind: 'written' }]);
      assert.equal(standIn.driver.record('contacts', id)?.properties.get('lastname'), 'Second');
    },
  );

  on(
    'private-app',
    'one that is refused among a hundred costs some calls, not a hundred',
    async ({ crm, world, requests }) => {
      const ids = await world.seedTogether!(
        Array.from({ length: 100 }, (_, n) => ({
          object: 'contact' as const,
          fields: { lastname: `R${n}` },
        })),
      );
      requests.length = 0;
      const answers = await crm.write(
        'contact',
        ids.map((id, n) => ({ id, fields: { hs_lead_status: n === 61 ? 'NO SUCH' : 'OPEN' } })),
      );
      assert.deepEqual(
        answers.flatMap(({ kind }, n) => (kind === 'written' ? [] : [`${n} ${kind}`])),
        ['61 refused'],
      );
      assert.ok(requests.length < 20);
    },
  );

  on(
    'private-app',
    'activities become tasks, notes and calls, with their key, owner and time',
    async ({ crm, world, standIn }) => {
      const ownerId = await world.addUser!({ email: 'o@firm.example', name: 'O W', active: true });
      const id = await world.seed({ object: 'contact', fields: { lastname: 'Act' } });
      const company = await world.seed({ object: 'account', fields: { name: 'Acts' } });
      const at = toInstant('2027-03-09T10:00:00.000Z');
      const of = (key: string, more: Partial<CrmActivity>): CrmActivity => ({
        key,
        about: { object: 'contact', id },
        as: 'task',
        call: false,
        subject: key,
        body: 'a <b>\n& c',
        at,
        ownerId,
        ...more,
      });
      const answers = await crm.addActivities([
        of('t', {}),
        of('c', { call: true, seconds: 95 }),
        of('n', { as: 'note' }),
        of('w', { about: { object: 'account', id: company } }),
        of('x', { about: { object: 'contact', id: 'not an id' } }),
      ]);
      assert.deepEqual(
        answers.map(({ kind }) => kind),
        ['written', 'written', 'written', 'written', 'gone'],
      );
      const seen = standIn.driver.activities(id);
      assert.deepEqual(seen.map(({ kind, subject, body }) => [kind, subject, body]).sort(), [
        ['calls', 'c', 'a <b>\n& c'],
        ['notes', 'n', 'a <b>\n& c'],
        ['tasks', 't', 'a <b>\n& c'],
      ]);
      for (const { subject, properties } of seen) {
        assert.equal(properties.get('hs_engagement_source_id'), subject);
        assert.equal(properties.get('hubspot_owner_id'), ownerId);
        assert.equal(properties.get('hs_timestamp'), '2027-03-09T10:00:00.000Z');
      }
      assert.equal(seen.find(({ kind }) => kind === 'calls')?.properties.get('hs_call_duration'), '95000');
      assert.equal(standIn.driver.activities(company).length, 1);
    },
  );

  on(
    'private-app',
    'a hundred activities with long keys are looked for within what a search takes',
    async ({ crm, world, standIn }) => {
      const id = await world.seed({ object: 'contact', fields: { lastname: 'Many' } });
      const many = Array.from({ length: 100 }, (_, n): CrmActivity => ({
        key: `activity-${'k'.repeat(60)}-${n}`,
        about: { object: 'contact', id },
        as: 'note',
        call: false,
        subject: `S${n}`,
        at: world.now(),
      }));
      for (let time = 0; time < 2; time += 1)
        assert.deepEqual([...new Set((await crm.addActivities(many)).map(({ kind }) => kind))], ['written']);
      assert.equal(standIn.driver.activities(id).length, 100);
    },
  );
});
