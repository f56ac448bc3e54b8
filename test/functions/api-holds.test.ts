import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVERY_ORGANISATION, type Hold } from '#shared/domain/holds/hold.ts';
import { raise } from '#shared/domain/holds/provider-hold.ts';
import { endHold } from '#shared/use-cases/holds/end-hold.ts';
import { reviewHolds } from '#shared/use-cases/holds/review-holds.ts';
import { withPeople, type ApiWorld } from '#test/support/api.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

const start = at('2027-03-01T08:00:00.000Z');

/** The lanes that are held with mail: that of mails, and that of mails to users. */
const lanesOfMail = (...users: string[]): string[] =>
  users.flatMap((id) => [`${id}.mail`, `${id}.user-mail`]);

const lanesWoken = (world: ApiWorld) =>
  world.queue.wakeUps
    .splice(0)
    .map(({ wakeUp }) => wakeUp.lane)
    .toSorted();
const idsHeld = async (world: ApiWorld, who = 'ada', role: 'admin' | 'manager' | 'user' = 'admin') =>
  (await world.as(who, role)('GET', '/v1/holds')).body.items.map(({ id }: Hold) => id);

/** SES refuses everybody's mail. */
async function pausedByProvider(world: ApiWorld): Promise<Hold> {
  const hold = raise(
    undefined,
    {
      organisation: 'acme',
      level: 'stage',
      channel: 'mail',
      userId: 'claire',
      code: 'SendingPausedException',
      message: 'Sending paused for this account.',
    },
    start,
  );
  await world.ports.store.holds.put(hold, 'absent');
  return hold;
}

describe('holding sending', () => {
  test('F10: an admin holds the organisation, with a note, and everybody sees why', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const body = { note: 'New price list' };
    const { status, body: hold } = await admin('PUT', '/v1/holds/organisation.mail', { body });
    assert.equal(status, 201);
    assert.deepEqual(hold, {
      id: 'organisation.mail',
      level: 'organisation',
      channel: 'mail',
      reason: { kind: 'person', userId: 'ada', note: 'New price list' },
      since: textOf(start),
    });
    assert.deepEqual(await idsHeld(world, 'claire', 'user'), ['organisation.mail']);
  });

  test('F10: held again it is changed, and began when it began', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    await admin('PUT', '/v1/holds/organisation.all');
    world.clock.set(at('2027-03-01T09:00:00.000Z'));
    const { status, body } = await admin('PUT', '/v1/holds/organisation.all', { body: { note: 'Longer' } });
    assert.deepEqual([status, body.since, body.reason.note], [200, textOf(start), 'Longer']);
  });

  test('F10: a hold of a sender is seen by who reaches that sender', async () => {
    const world = await withPeople();
    assert.equal((await world.as('ada', 'admin')('PUT', '/v1/holds/sender.claire.all')).status, 201);
    assert.deepEqual(await idsHeld(world, 'max', 'manager'), ['sender.claire.all']);
    assert.deepEqual(await idsHeld(world, 'luc', 'user'), []);
  });

  const refused: [what: string, id: string, body: object, status: number][] = [
    ['of somebody unknown', 'sender.nobody.mail', {}, 404],
    ['of no channel', 'organisation.task', {}, 400],
    ['that would be over', 'organisation.mail', { until: textOf(start) }, 400],
    ['of the whole stage, which its operator holds', 'stage.all', {}, 403],
  ];
  for (const [what, id, body, status] of refused)
    test(`F10: a hold ${what} is refused`, async () => {
      const world = await withPeople();
      assert.equal((await world.as('ada', 'admin')('PUT', `/v1/holds/${id}`, { body })).status, status);
    });

  test('F10: managers and users hold and release nothing', async () => {
    const world = await withPeople();
    for (const method of ['PUT', 'DELETE'])
      assert.equal((await world.as('max', 'manager')(method, '/v1/holds/sender.claire.mail')).status, 403);
  });
});

describe('releasing what is held', () => {
  test('F10: wakes the lanes of those concerned, so that what waited goes its usual way', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    await admin('PUT', '/v1/holds/organisation.mail');
    await admin('PUT', '/v1/holds/sender.claire.all');
    assert.equal((await admin('DELETE', '/v1/holds/organisation.mail')).status, 204);
    assert.deepEqual(lanesWoken(world), lanesOfMail('claire', 'luc', 'max'));
    assert.equal((await admin('DELETE', '/v1/holds/sender.claire.all')).status, 204);
    assert.deepEqual(lanesWoken(world), [...lanesOfMail('claire'), 'claire.sms'].toSorted());
    assert.deepEqual(await idsHeld(world), []);
    assert.equal((await admin('DELETE', '/v1/holds/organisation.mail')).status, 404);
  });

  test('F10: one that ends by itself has its lanes woken then', async () => {
    const world = await withPeople();
    const until = at('2027-03-01T12:00:00.000Z');
    await world.as('ada', 'admin')('PUT', '/v1/holds/sender.luc.sms', {
      body: { until: textOf(until) },
    });
    assert.deepEqual(await idsHeld(world), ['sender.luc.sms']);
    const entries = world.scheduler.due(until).map(({ at, wakeUp }) => [at, wakeUp.lane]);
    assert.deepEqual(entries, [[until, 'luc.sms']]);
    world.clock.set(until);
    assert.deepEqual(await idsHeld(world), []);
  });

  test('F10: what the provider holds for everybody is shown, and not released by one organisation', async () => {
    const world = await withPeople();
    await pausedByProvider(world);
    const { body } = await world.as('claire', 'user')('GET', '/v1/holds');
    assert.deepEqual(body.items, [
      {
        id: 'stage.mail',
        level: 'stage',
        channel: 'mail',
        reason: {
          kind: 'provider',
          code: 'SendingPausedException',
          message: 'Sending paused for this account.',
        },
        since: textOf(start),
        nextProbeAt: '2027-03-01T08:05:00.000Z',
      },
    ]);
    assert.equal((await world.as('ada', 'admin')('DELETE', '/v1/holds/stage.mail')).status, 403);
  });

  test('F10: what holds the whole stage is over for every organisation at once', async () => {
    const world = await withPeople();
    await pausedByProvider(world);
    const body = { name: 'Zoé', email: 'zoe@initech.example', zone: 'Europe/Paris', groupIds: [] };
    await world.as('ada', 'admin', 'initech')('PUT', '/v1/users/zoe', { body });
    const stage = { organisation: EVERY_ORGANISATION, id: 'stage.mail', now: start };
    assert.equal((await endHold(world.ports, stage))?.until, start);
    assert.deepEqual(lanesWoken(world), lanesOfMail('claire', 'luc', 'max', 'zoe'));
    assert.equal(await endHold(world.ports, stage), undefined);
  });

  test('F10, F4: whoever ends a hold and dies, the sweep wakes its lanes', async () => {
    const world = await withPeople();
    const hold = await pausedByProvider(world);
    const { store } = world.ports;
    assert.deepEqual(
      (await reviewHolds(world.ports, start)).map(({ id }) => id),
      ['stage.mail'],
    );
    assert.deepEqual(lanesWoken(world), []);
    await store.holds.put({ ...hold, revision: 2, until: start }, 1);
    assert.deepEqual(await reviewHolds(world.ports, at('2027-03-01T09:00:00.000Z')), []);
    assert.deepEqual(lanesWoken(world), lanesOfMail('claire', 'luc', 'max'));
    await reviewHolds(world.ports, at('2027-03-01T10:00:00.000Z'));
    assert.deepEqual(lanesWoken(world), []);
    assert.equal((await store.holds.get(EVERY_ORGANISATION, 'stage.mail'))?.until, start);
  });
});
