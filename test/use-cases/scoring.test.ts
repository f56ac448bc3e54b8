import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { countsOf } from '#shared/domain/statistics/count-activity.ts';
import type { Store } from '#shared/ports/store.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import {
  activity,
  decide,
  later,
  opened,
  prepared,
  replied,
  scoreNow,
  scoreEvents,
  work,
} from '#test/support/scored-lead.ts';

describe('the score of a lead', () => {
  test('A12: grows by what the lead does, each change told in its activities with whose setting', async () => {
    const { store, stream } = await prepared();
    await store.activities.add([activity('e1', 0, opened), activity('e2', 1, replied)]);
    await work(store, stream);
    const names = { step: () => 'Hello' };
    assert.deepEqual(
      (await scoreEvents(store)).map((event) => describeEvent(event, names)),
      [
        '+1 point for opening “Hello”: the score went from 0 to 1 (lead scoring, the default).',
        '+20 points for a reply: the score went from 1 to 21 (lead scoring, the default).',
        'The lead is qualified: the score of 21 reaches the threshold of 20 (lead scoring, the default).',
      ],
    );
    const score = await scoreNow(store);
    assert.deepEqual(
      [score.value, score.qualified, score.qualifiedSince, score.threshold, score.source.level],
      [21, true, later(1), 20, 'default'],
    );
    assert.deepEqual(
      score.latest.map(({ reason, points, worth }) => [reason, points, worth]),
      [
        ['replied', 20, 20],
        ['mailOpened', 1, 1],
      ],
    );
  });

  test('A12: of points of one moment, those added last are shown first', async () => {
    const { store, stream } = await prepared();
    await store.activities.add([activity('e1', 0, opened)]);
    await work(store, stream);
    await store.activities.add([activity('e2', 0, replied)]);
    await work(store, stream);
    assert.deepEqual(
      (await scoreNow(store)).latest.map(({ reason, after }) => [reason, after]),
      [
        ['replied', 21],
        ['mailOpened', 1],
      ],
    );
  });

  test('A12: its own activities give no points, and count in no statistics', async () => {
    const { store, stream } = await prepared();
    await store.activities.add([activity('e2', 1, replied)]);
    await work(store, stream);
    const page = await store.activities.ofLead(organisation, 'lead1', { limit: 100 });
    assert.equal(page.items.length, 2);
    const [, scored] = page.items;
    assert.ok(scored);
    assert.deepEqual(countsOf(scored), []);
    assert.deepEqual(await scoreActivities({ store }, [scored], later(2)), []);
    assert.equal((await scoreNow(store)).value, 20);
  });

  test('A12: is decided for the owner of the lead: user before group before organisation', async () => {
    const { store, stream } = await prepared([{ id: 'lead1' }, { id: 'lead2', ownerId: 'nobody' }]);
    await decide(store, 'organisation', { points: { replied: 1 } });
    await decide(store, 'group.paris', { points: { replied: 2 }, threshold: 2 });
    await store.activities.add([activity('e1', 0, replied), activity('e2', 0, replied, 'lead2')]);
    await work(store, stream);
    const anne = await scoreNow(store);
    assert.deepEqual([anne.value, anne.source], [2, { level: 'group', id: 'paris' }]);
    const nobody = await scoreNow(store, later(600), 'lead2');
    assert.deepEqual([nobody.value, nobody.source], [1, { level: 'organisation', id: organisation }]);
    await decide(store, `user.${SENDER}`, { points: { replied: 3 } });
    await store.activities.add([activity('e3', 1, replied)]);
    await work(store, stream);
    assert.deepEqual((await scoreNow(store)).source, { level: 'user', id: SENDER });
    assert.equal((await scoreNow(store)).value, 5);
  });

  test('A12: of two groups of the owner that decide, the one with the lowest priority number does', async () => {
    const { store, stream } = await prepared();
    const user = await store.users.get(organisation, SENDER);
    assert.ok(user);
    await store.users.put({ ...user, groupIds: ['paris', 'lyon'], revision: 2 }, 1);
    for (const [id, priority] of [
      ['paris', 1],
      ['lyon', 5],
    ] as const) {
      await store.groups.put({ organisation, id, revision: 1, name: id, priority }, 'absent');
      await decide(store, `group.${id}`, { points: { replied: priority } });
    }
    await store.activities.add([activity('e1', 0, replied)]);
    await work(store, stream);
    assert.deepEqual((await scoreNow(store)).source, { level: 'group', id: 'paris' });
  });

  test('A12: follows the rules of a new owner from then on, the points given staying as they were', async () => {
    const { store, stream } = await prepared();
    await decide(store, `user.${SENDER}`, { points: { replied: 3 }, threshold: 100 });
    await store.activities.add([activity('e1', 0, replied)]);
    await work(store, stream);
    const lead = await store.leads.get(organisation, 'lead1');
    assert.ok(lead);
    await store.leads.put({ ...lead, ownerId: 'bob', revision: 2 }, 1);
    await store.activities.add([activity('e2', 1, replied)]);
    await work(store, stream);
    const score = await scoreNow(store);
    assert.deepEqual([score.value, score.threshold, score.qualified], [23, 20, true]);
  });

  test('A12: by default a mail sent costs no read of its lead and no write', async () => {
    const { store } = await prepared();
    const { ports, calls } = withFaults({ store });
    const sent = {
      type: 'sent',
      step: 's1',
      channel: 'mail',
      messageId: 'm1',
      sender: SENDER,
      recipient: 'a@x',
      contentHash: '',
    } as const;
    await scoreActivities(ports, [activity('e1', 0, sent)], later(1));
    assert.deepEqual(calls, ['store.settings.list']);
    await scoreActivities(
      ports,
      [activity('e2', 0, { type: 'delivered', step: 's1', messageId: 'm1' })],
      later(1),
    );
    assert.equal(calls.length, 1);
  });

  test('A12: a lead that was removed meanwhile is passed over', async () => {
    const { store } = await prepared([]);
    assert.deepEqual(await scoreActivities({ store }, [activity('e1', 0, replied)], later(1)), []);
    assert.equal(await store.scores.get(organisation, 'lead1'), undefined);
  });

  test('A12: two who add to one score at once lose nothing', async () => {
    const { store } = await prepared();
    await Promise.all(
      [0, 1, 2, 3].map((n) => scoreActivities({ store }, [activity(`e${n}`, n, replied)], later(9))),
    );
    assert.equal((await scoreNow(store)).value, 80);
    assert.equal((await scoreEvents(store)).length, 5);
  });

  test('A12: a lead whose score cannot be written holds up no other', async () => {
    const { store } = await prepared([{ id: 'lead1' }, { id: 'lead2' }]);
    const scores = {
      ...store.scores,
      put: async (...of: Parameters<Store['scores']['put']>) => {
        if (of[0].leadId === 'lead1') throw new Error('damaged');
        return store.scores.put(...of);
      },
    };
    const both = [activity('e1', 0, replied), activity('e2', 0, replied, 'lead2')];
    const failed = await scoreActivities({ store: { ...store, scores } }, both, later(1));
    assert.deepEqual(
      failed.map((each) => each.activity),
      both.slice(0, 1),
    );
    assert.equal((await scoreNow(store, later(2), 'lead2')).value, 20);
  });
});
