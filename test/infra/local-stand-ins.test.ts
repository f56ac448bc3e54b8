import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { postMessage } from '#infra/local/crm/message.ts';
import { connecting } from '#infra/local/crm/stand-ins.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { localCall } from '#test/support/local-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-stand-ins-'));
const clock = timeLapseClock('2027-03-01T08:00:00.000Z');
after(() => {
  clock.restore();
  rmSync(folder, { recursive: true });
});

/** On a port that is free, which is another one each time. */
const start = (): Promise<System> => startSystem({ clock, folder, port: 0, leastRateMinutes: 24 * 60 });
const calling = async (system: System) =>
  localCall(system, await system.token({ organisation, userId: 'anne', role: 'super_admin' }));

test('connections with stand-ins go on after a restart under another port, and Salesforce has what it had', async () => {
  let system = await start();
  const before = system.url;
  let api = await calling(system);
  await api('PUT', '/v1/users/anne', {
    ...{ name: 'Anne', email: 'anne@lumen.example', zone: 'Europe/Paris', role: 'super_admin' },
  });
  const all = connecting(system.standIns, `${system.url}/stand-ins`);
  await api('PUT', '/v1/connections/salesforce', all.salesforce);
  const { address } = await api('PUT', '/v1/connections/aircall', all.aircall);
  const lead = system.standIns.salesforce.driver.seed('Lead', { LastName: 'Ana', Email: 'ana@web.example' });
  const ring = ({ standIns: { aircall } }: System, to: string): Promise<number> =>
    postMessage(to, aircall.message(aircall.call({ phone: '+33199000001', seconds: 90 })));
  assert.equal(await ring(system, address), 200);
  await system.drain();
  await system.stop();

  clock.advanceTo('2027-03-01T09:00:00.000Z');
  system = await start();
  try {
    assert.notEqual(system.url, before);
    api = await calling(system);
    assert.equal((await api('POST', '/v1/connections/salesforce/test')).ok, true);
    const { driver } = system.standIns.salesforce;
    assert.equal(driver.store.find('Lead', lead)?.['Email'], 'ana@web.example');
    assert.notEqual(driver.seed('Lead', { LastName: 'Ben' }), lead);
    // Another call, though the stand-in has forgotten the first.
    assert.equal(await ring(system, address.replace(before, system.url)), 200);
    await system.drain();
    const { items } = await api('GET', '/v1/incoming-events');
    assert.equal(items.length, 2);
  } finally {
    await system.stop();
  }
});
