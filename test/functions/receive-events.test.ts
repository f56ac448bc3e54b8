import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { genericStandIn } from '#infra/local/crm/generic/generic-stand-in.ts';
import { epochMs, plusSeconds } from '#shared/domain/time/instants.ts';
import { incomingWorld } from '#test/support/incoming.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

const phone = '+33612345678';

describe('POST /in/{connection}/{token}', () => {
  test('B6: a message that is proven is kept and answered at once, and seen twice it is one', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const message = w.standIns.generic.message({ phone });
    for (const base64 of [false, true, false]) {
      const { status, body } = await w.post('generic', token, message, base64);
      assert.deepEqual([status, body], [200, { received: 1 }]);
    }
    const events = await w.events();
    assert.equal(events.length, 1);
    assert.match(events[0]!.id, /^generic\.[a-z0-9]{16}$/);
    assert.deepEqual(events[0]!.state, { status: 'waiting', tries: 0 });
  });

  test('B6: a body that is not ASCII is proven as it came', async () => {
    const w = await incomingWorld();
    const token = await w.connect('calendly');
    const { message } = w.standIns.calendly.book({
      email: 'lead1@example.com',
      name: 'Zoé Țepeș',
      startsAt: '2027-03-25T14:00:00Z',
    });
    for (const base64 of [false, true])
      assert.equal((await w.post('calendly', token, message, base64)).status, 200);
  });

  test('B6: whatever is wrong with an address, the answer is the same', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const message = w.standIns.generic.message({ phone });
    const [, secret = ''] = token.split('.');
    const wrong = [
      ['calendly', token],
      ['salesforce', token],
      ['constructor', token],
      ['generic', `${token}0`],
      ['generic', `other.${secret}`],
      ['generic', `${organisation}.`],
      ['generic', secret],
      ['generic', `${organisation}.${'f'.repeat(32)}`],
      ['generic', 'x'.repeat(5_000)],
    ] as const;
    const answers = await Promise.all(
      wrong.map(async ([kind, of]) => {
        const { status, body } = await w.post(kind, of, message);
        return JSON.stringify({ status, body });
      }),
    );
    assert.deepEqual([...new Set(answers)].length, 1, answers.join('\n'));
    assert.match(answers[0]!, /"status":404/);
    // Nor does it tell of a body that is too large.
    const large = { ...message, body: 'x'.repeat(300_000) };
    assert.equal((await w.post('generic', `${token}0`, large)).status, 404);
    assert.deepEqual(await w.events(), []);
    assert.equal(await w.flows.store.syncStates.get(organisation, 'generic'), undefined);
  });

  test('B6: a body over 256 KB is not read, and counted', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const { generic } = w.standIns;
    const largest = generic.signed(
      JSON.stringify({ type: 'x', pad: '' }).replace('""', `"${'x'.repeat(262_144 - 21)}"`),
    );
    assert.equal(Buffer.byteLength(largest.body), 262_144);
    assert.equal((await w.post('generic', token, largest)).status, 200);
    const over = generic.signed(`${largest.body} `);
    assert.equal((await w.post('generic', token, over)).status, 413);
    w.clock.set(plusSeconds(w.clock.now(), 10));
    assert.equal((await w.post('generic', token, over, true)).status, 413);
    const state = await w.flows.store.syncStates.get(organisation, 'generic');
    assert.deepEqual(state?.refused, { oversized: 2 });
  });

  test('B6: forged, replayed and malformed messages are refused, counted and told', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const { generic } = w.standIns;
    const message = generic.message({ phone });
    const forged = { ...message, body: `${message.body} ` };
    assert.equal((await w.post('generic', token, forged)).status, 401);
    w.clock.set(plusSeconds(w.clock.now(), 400));
    assert.equal((await w.post('generic', token, message)).status, 401);
    w.clock.set(plusSeconds(w.clock.now(), 10));
    assert.equal((await w.post('generic', token, generic.signed('{'))).status, 401);
    const state = await w.flows.store.syncStates.get(organisation, 'generic');
    assert.deepEqual(state?.refused, { forged: 1, replayed: 1, malformed: 1 });
    assert.deepEqual(
      w.refused.map(({ counts }) => counts),
      [{ forged: 1 }, { replayed: 1 }, { malformed: 1 }],
    );
    assert.deepEqual(await w.events(), []);
  });

  test('B6: a flood of forged messages costs one write in ten seconds, and all are counted', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const message = w.standIns.generic.message({ phone });
    const forged = { ...message, body: '{}' };
    for (let count = 0; count < 300; count += 1) await w.post('generic', token, forged);
    const once = await w.flows.store.syncStates.get(organisation, 'generic');
    assert.deepEqual([once?.revision, once?.refused], [1, { forged: 1 }]);
    w.clock.set(plusSeconds(w.clock.now(), 10));
    await w.post('generic', token, forged);
    const twice = await w.flows.store.syncStates.get(organisation, 'generic');
    assert.deepEqual([twice?.revision, twice?.refused], [2, { forged: 301 }]);
  });

  test('B6: what is known of a connection is remembered for a minute, and a key that changes counts at once', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const other = genericStandIn({
      now: () => epochMs(w.clock.now()),
      secret: `whsec_${Buffer.from('another secret of 32 characters!').toString('base64')}`,
    });
    const send = async (standIn: typeof other) =>
      (await w.post('generic', token, standIn.message({ phone }))).status;
    assert.equal(await send(w.standIns.generic), 200);
    await w.following.vault.write(organisation, 'generic', other.credentials);
    assert.equal(await send(w.standIns.generic), 200);
    assert.equal(await send(other), 200);
    // Looked at just now: the next doubt waits some seconds.
    await w.following.vault.write(organisation, 'generic', w.standIns.generic.credentials);
    assert.equal(await send(w.standIns.generic), 401);
    w.pass(5_000);
    assert.equal(await send(w.standIns.generic), 200);
    await w.following.vault.write(organisation, 'generic', other.credentials);
    w.pass(60_000);
    assert.equal(await send(w.standIns.generic), 401);
  });

  test('B6: a paused connection has the service send again later; one that is gone is unknown', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    const message = w.standIns.generic.message({ phone });
    const connection = await w.flows.store.connections.get(organisation, 'generic');
    assert.ok(connection);
    const paused = { ...connection, revision: 2, paused: { since: w.clock.now(), by: 'ada' } };
    await w.flows.store.connections.put(paused, 1);
    const answer = await w.post('generic', token, message);
    assert.deepEqual([answer.status, answer.headers['retry-after']], [503, '600']);
    w.pass(60_000);
    await w.flows.store.connections.put({ ...connection, revision: 3 }, 2);
    assert.equal((await w.post('generic', token, message)).status, 200);
    await w.flows.store.connections.remove(organisation, 'generic');
    w.pass(60_000);
    assert.equal((await w.post('generic', token, message)).status, 404);
  });

  test('B6: without credentials nothing is proven', async () => {
    const w = await incomingWorld();
    const token = await w.connect('generic');
    await w.following.vault.remove(organisation, 'generic');
    assert.equal((await w.post('generic', token, w.standIns.generic.message({ phone }))).status, 401);
  });

  test('B6: a message that tells nothing is answered well and not kept', async () => {
    const w = await incomingWorld();
    const token = await w.connect('aircall');
    const id = w.standIns.aircall.call({ phone });
    assert.deepEqual((await w.post('aircall', token, w.standIns.aircall.message(id, 'call.created'))).body, {
      received: 0,
    });
    assert.deepEqual(await w.events(), []);
  });
});
