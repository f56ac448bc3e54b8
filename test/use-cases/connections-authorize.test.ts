import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { authorize, redeem } from '#shared/use-cases/connections/authorize.ts';
import { giveLeaseBack, takeLease } from '#shared/use-cases/connections/lease.ts';
import { change } from '#shared/ports/change.ts';
import { crmSyncWorld } from '#test/support/crm-sync-world.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';

const kind = 'salesforce';
const of = { organisation, kind } as const;
const caller = { organisation, userId: SENDER, role: 'super_admin' } as const;
const redirectUri = 'https://console.example/allowed';

/** A connection by the browser that somebody has begun to allow; `codes`: those that the service was asked about. */
async function begun() {
  const w = await crmSyncWorld();
  const codes: string[] = [];
  await change(w.connected.store.connections, { organisation, id: kind }, (connection) =>
    connection === undefined
      ? 'unchanged'
      : { write: { ...connection, settings: { ...connection.settings, flow: 'web-server' } } },
  );
  const connector = {
    open: () => w.connected.crm,
    authorizeUrl: (asked: { state: string }) => `https://login.example/?state=${asked.state}`,
    redeem: async ({ code }: { code: string }) => {
      codes.push(code);
      return { refreshToken: `token-of-${code}` };
    },
  };
  const ports = { ...w.connected, crms: { salesforce: connector, hubspot: connector } };
  const beginning = await authorize(ports, { caller, kind, redirectUri, now: w.clock.now() });
  if (beginning.kind !== 'begun') throw new Error(beginning.kind);
  const state = new URL(beginning.url).searchParams.get('state') ?? '';
  const ends = (given: Partial<{ code: string; state: string; minutes: number }> = {}) =>
    redeem(ports, {
      caller,
      kind,
      code: given.code ?? 'c1',
      state: given.state ?? state,
      now: plusMinutes(w.clock.now(), given.minutes ?? 0),
    });
  return { ...w, ports, codes, ends };
}

describe('allowing a CRM in by the browser', () => {
  test('B6: a code that comes back with its state is good, once', async () => {
    const { ends, codes, connected } = await begun();
    assert.deepEqual([(await ends()).kind, (await ends({ code: 'c2' })).kind], ['tested', 'conflict']);
    assert.deepEqual(codes, ['c1']);
    assert.equal((await connected.vault.read(organisation, kind))?.['refreshToken'], 'token-of-c1');
  });

  test('B6: of two who come back with it at the same instant, one is let in', async () => {
    const { ends, codes } = await begun();
    const kinds = await Promise.all([ends(), ends({ code: 'c2' })]);
    assert.equal(kinds.filter((one) => one.kind === 'tested').length, 1);
    assert.equal(codes.length, 1);
  });

  test('B6: another state, and one that comes too late, is refused, and the service is not asked', async () => {
    const { ends, codes } = await begun();
    assert.equal((await ends({ state: 'somebody else’s' })).kind, 'conflict');
    assert.equal((await ends({ minutes: 11 })).kind, 'conflict');
    assert.deepEqual(codes, []);
  });

  test('B6: while the connection is at work the state stays good, and the same code can be given again', async () => {
    const { ends, ports, clock, codes } = await begun();
    assert.ok(await takeLease(ports, of, 'another', clock.now()));
    assert.equal((await ends()).kind, 'busy');
    await giveLeaseBack(ports, of, 'another');
    assert.equal((await ends()).kind, 'tested');
    assert.deepEqual(codes, ['c1']);
  });
});
