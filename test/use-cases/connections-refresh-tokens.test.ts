import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { hubspotStandIn } from '#infra/local/crm/hubspot/hubspot-stand-in.ts';
import { salesforceStandIn } from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import { startCrmServer } from '#infra/local/crm/server.ts';
import { hubspot } from '#shared/adapters/crm/hubspot/hubspot.ts';
import { salesforce } from '#shared/adapters/crm/salesforce/salesforce.ts';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { change } from '#shared/ports/change.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import { giveLeaseBack, takeLease } from '#shared/use-cases/connections/lease.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { putConnection } from '#shared/use-cases/connections/put-connection.ts';
import { salesforceIn } from '#test/support/connected.ts';
import { crmSyncWorld } from '#test/support/crm-sync-world.ts';
import { client } from '#test/adapters/opened-salesforce.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const redirectUri = 'http://localhost:3000/connections/salesforce';
type Kind = 'salesforce' | 'hubspot';

/** Salesforce and HubSpot with refresh tokens that are good once, allowed by a person and connected. */
async function allowed(t: TestContext) {
  const w = await crmSyncWorld();
  const now = () => w.clock.now();
  const standIns = { salesforce: salesforceStandIn({ now }), hubspot: hubspotStandIn({ now }) };
  standIns.hubspot.driver.rotateRefreshTokens();
  const server = await startCrmServer(standIns);
  t.after(() => server.stop());
  const address = (kind: Kind) => `${server.endpoint}/${kind}`;
  const settings = {
    salesforce: { domain: address('salesforce'), flow: 'web-server' },
    hubspot: { apiUrl: address('hubspot'), flow: 'oauth' },
  };
  const of = { credentials: client, redirectUri, state: 's', settings: settings.salesforce };
  const answer = await fetch(salesforce.authorizeUrl?.(of) ?? '', { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { clientId, clientSecret } = standIns.hubspot.credentials;
  const { vault, store } = w.connected;
  await vault.write(organisation, 'salesforce', (await salesforce.redeem?.({ ...of, code })) ?? {});
  const refreshToken = standIns.hubspot.driver.allowed();
  await vault.write(organisation, 'hubspot', { clientId, clientSecret, refreshToken });
  for (const kind of ['salesforce', 'hubspot'] as const)
    await change(store.connections, { organisation, id: kind }, (present) => ({
      write: {
        ...(present ?? { organisation, id: kind, kind, createdBy: SENDER, createdAt: now() }),
        ...{ revision: present?.revision ?? 0, credentialsAt: now(), kind, settings: settings[kind] },
      },
    }));
  const ports: ConnectionPorts = {
    ...w.connected,
    allowedAddresses: [new URL(server.endpoint).host],
    crms: { salesforce, hubspot },
  };
  const counts = async (kind: Kind, holder = 'h', own: ConnectionPorts = ports) => {
    const object = kind === 'hubspot' ? 'contact' : 'lead';
    const done = await withCrm(own, { organisation, kind, holder, now: now() }, (crm) => crm.count(object));
    return done.kind === 'fault' ? done.message : done.kind;
  };
  const passes = (minutes: number) => {
    w.clock.set(plusMinutes(now(), minutes));
  };
  const written = (kind: Kind) => vault.written.get(`${organisation}/${kind}`)?.length ?? 0;
  const begun = { salesforce: written('salesforce'), hubspot: written('hubspot') };
  /** Versions of its secret since it was allowed. */
  const versions = (kind: Kind) => written(kind) - begun[kind];
  return { ...w, now, ports, standIns, counts, passes, versions };
}

describe('refresh tokens that are good once', () => {
  for (const [kind, most] of [
    ['salesforce', 1],
    ['hubspot', 50],
  ] as const)
    test(`B6: a day of readings of ${kind} writes its secret ${most} times at most`, async (t) => {
      const { counts, passes, versions } = await allowed(t);
      for (let reading = 0; reading < 288; reading += 1) {
        assert.equal(await counts(kind), 'done');
        passes(5);
      }
      assert.ok(versions(kind) <= most, `${versions(kind)} versions`);
    });

  test('B6: a token that runs out between two readings, or during one, is renewed once and kept', async (t) => {
    const { counts, passes, versions, standIns, ports, now } = await allowed(t);
    assert.equal(await counts('salesforce'), 'done');
    assert.equal(versions('salesforce'), 1);
    passes(180);
    assert.equal(await counts('salesforce'), 'done');
    assert.equal(versions('salesforce'), 2);
    const done = await withCrm(
      ports,
      { organisation, kind: 'salesforce', holder: 'h', now: now() },
      async (crm) => {
        await crm.count('lead');
        standIns.salesforce.driver.expireTokens();
        return Promise.all([crm.count('lead'), crm.count('contact'), crm.count('account')]);
      },
    );
    assert.equal(done.kind, 'done');
    assert.equal(versions('salesforce'), 3);
    assert.equal(await counts('salesforce'), 'done');
    assert.equal(versions('salesforce'), 3);
  });

  for (const kind of ['salesforce', 'hubspot'] as const)
    test(`B6: who opened ${kind} before another renewed takes what the other has kept`, async (t) => {
      const { counts, ports, passes, now, standIns, versions } = await allowed(t);
      const of = { organisation, kind, holder: 'slow', now: now() };
      const object = kind === 'hubspot' ? 'contact' : 'lead';
      const done = await withCrm(ports, of, async (crm) => {
        await crm.count(object);
        // It stood still for longer than its lease, and its token was withdrawn meanwhile.
        passes(10);
        standIns[kind].driver.expireTokens();
        assert.equal(await counts(kind, 'quick'), 'done');
        return crm.count(object);
      });
      assert.equal(done.kind, 'done');
      assert.equal(versions(kind), 2);
      assert.equal(await counts(kind), 'done');
    });

  test('B6: nobody uses a refresh token while another has the lease', async (t) => {
    const { ports, passes, now, standIns, counts } = await allowed(t);
    const of = { organisation, kind: 'salesforce' } as const;
    const done = await withCrm(ports, { ...of, holder: 'slow', now: now() }, async (crm) => {
      await crm.count('lead');
      passes(10);
      standIns.salesforce.driver.expireTokens();
      assert.ok(await takeLease(ports, of, 'quick', now()));
      return crm.count('lead');
    });
    assert.ok(done.kind === 'fault' && done.fault.kind === 'unavailable');
    await giveLeaseBack(ports, of, 'quick');
    assert.equal(await counts('salesforce'), 'done');
  });

  test('B6: who used one that another had used already takes what the other keeps', async (t) => {
    const { ports, counts } = await allowed(t);
    const { vault } = ports;
    const before = (await vault.read(organisation, 'hubspot')) ?? {};
    let reads = 0;
    const late: ConnectionPorts = {
      ...ports,
      vault: {
        ...vault,
        // Read before the other wrote, used afterwards.
        read: async (...args) => {
          reads += 1;
          if (reads === 2) assert.equal(await counts('hubspot', 'h'), 'done');
          return reads <= 2 ? before : vault.read(...args);
        },
      },
    };
    assert.equal(await counts('hubspot', 'h', late), 'done');
    assert.equal(reads, 3);
  });

  test('B6: a token that is kept goes with the credentials that it was given for', async (t) => {
    const { ports, counts, now, passes } = await allowed(t);
    assert.equal(await counts('salesforce'), 'done');
    const connection = await ports.store.connections.get(organisation, 'salesforce');
    const names = async () => Object.keys((await ports.vault.read(organisation, 'salesforce')) ?? {}).sort();
    assert.deepEqual(await names(), ['clientId', 'clientSecret', 'keptToken', 'refreshToken']);
    passes(1);
    const done = await putConnection(ports, {
      caller: { organisation, userId: SENDER, role: 'super_admin' },
      kind: 'salesforce',
      input: {
        settings: { ...salesforceIn.settings, flow: 'web-server' },
        credentials: { clientSecret: client.clientSecret },
      },
      expected: connection?.revision,
      now: plusSeconds(now(), 1),
    });
    assert.equal(done.kind, 'saved', JSON.stringify(done));
    assert.deepEqual(await names(), ['clientId', 'clientSecret', 'refreshToken']);
  });
});
