import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import { wordsOf } from '#shared/domain/activity/words.ts';
import { plusMinutes } from '#shared/domain/calendar/instants.ts';
import type { ProviderEvent, ProviderEventKind } from '#shared/domain/deliverability/provider-event.ts';
import type { Caller } from '#shared/domain/people/authority.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Scoring } from '#shared/domain/scoring/reasons.ts';
import { defaultSettings } from '#shared/domain/settings/defaults.ts';
import { countsOf } from '#shared/domain/statistics/count-activity.ts';
import type { Store } from '#shared/ports/store.ts';
import { ingestProviderEvent } from '#shared/use-cases/engine/ingest-provider-event.ts';
import { takeInReply } from '#shared/use-cases/engine/take-in-reply.ts';
import { listQualifiedLeads } from '#shared/use-cases/scoring/list-qualified-leads.ts';
import { readScore } from '#shared/use-cases/scoring/read-scores.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { ProcessDied, withFaults } from '#test/support/memory/faults.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { foldOf } from '#test/support/score-oracle.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { aLead, id as enrollmentId, living, type Recorded } from '#test/support/recorded.ts';

const monday = '2027-03-01T08:00:00.000Z';
const later = (minutes: number) => plusMinutes(monday, minutes);
const admin: Caller = { organisation, userId: 'ada', role: 'admin' };
const scoring = (values: Partial<Scoring> = {}): Scoring => ({ ...defaultSettings.scoring, ...values });

const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;
const replied: ActivityEvent = { type: 'replied', step: 's1' };

function activity(id: string, minutes: number, event: ActivityEvent, leadId = 'lead1'): Activity {
  return { organisation, leadId, id, at: later(minutes), events: [event] };
}

/** A store with a lead of Anne's, and what was added to its activities, as the stream gives it. */
async function prepared(leads: (Partial<Lead> & { id: string })[] = [{ id: 'lead1' }]) {
  const stream: Activity[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'activities') stream.push(activityCodec.decode(item));
  });
  const user = { organisation, revision: 1, name: 'Anne', email: 'a@acme.example', zone: 'Europe/Paris' };
  await store.users.put({ ...user, id: SENDER, role: 'user', groupIds: ['paris'], active: true }, 'absent');
  for (const lead of leads) await store.leads.put({ ...aLead, ...lead }, 'absent');
  return { store, stream };
}

const decide = (store: Store, scope: string, values: Partial<Scoring>) =>
  store.settings.put({ organisation, scope, revision: 1, values: { scoring: scoring(values) } }, 'absent');

/** Works off the stream, what it brings about included. */
async function work(store: Store, stream: Activity[], now = later(600)): Promise<void> {
  while (stream.length > 0) assert.deepEqual(await scoreActivities({ store }, stream.splice(0), now), []);
}

const told = async (store: Store, leadId = 'lead1') => {
  const page = await store.activities.ofLead(organisation, leadId, { limit: 100 });
  return page.items
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'scored' || type === 'qualified');
};

const scoreNow = async (store: Store, now = later(600), leadId = 'lead1') => {
  const outcome = await readScore({ store }, { caller: admin, leadId, now });
  return outcome.kind === 'read' ? outcome.score : assert.fail(outcome.kind);
};

describe('the score of a lead', () => {
  test('A12: grows by what the lead does, each change told in its activities with whose setting', async () => {
    const { store, stream } = await prepared();
    await store.activities.add([activity('e1', 0, opened), activity('e2', 1, replied)]);
    await work(store, stream);
    const names = { step: () => 'Hello' };
    assert.deepEqual(
      (await told(store)).map((event) => wordsOf(event, names)),
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
    assert.equal((await told(store)).length, 5);
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

describe('after the process died at any of its port calls', () => {
  test('A12: delivered again, points are added once and each change is told once', async () => {
    const activities = [
      activity('e1', 0, opened),
      activity('e2', 1, replied),
      activity('e3', 2, { type: 'bounced', permanent: true, detail: '' }),
      activity('e4', 3, replied),
    ];
    for (let call = 1, died = true; died; call += 1)
      for (const when of ['before', 'after'] as const) {
        const { store } = await prepared();
        const { ports, calls } = withFaults({ store }, { call, when });
        const failed = await scoreActivities(ports, activities, later(10)).catch((error: unknown) => {
          if (error instanceof ProcessDied) return [{ error }];
          throw error;
        });
        died = failed.some(({ error }) => error instanceof ProcessDied);
        await scoreActivities({ store }, activities, later(20));
        await scoreActivities({ store }, activities.toReversed(), later(30));
        const what = `${calls[call - 1]}, ${when}`;
        const expected = foldOf(activities, scoring(), later(30));
        assert.equal((await scoreNow(store)).value, expected, what);
        const events = await told(store);
        assert.deepEqual(
          events.map((event) => (event.type === 'scored' ? event.after : event.type)),
          [1, 21, 'qualified', 11, 31, 'qualified'],
          what,
        );
      }
  });

  test('A12: told again, a change is told as it was, though the setting has changed since', async () => {
    const { store } = await prepared();
    const { ports } = withFaults({ store }, { call: 5, when: 'before' });
    const [first] = await scoreActivities(ports, [activity('e1', 0, replied)], later(1));
    assert.ok(first?.error instanceof ProcessDied);
    assert.equal((await told(store)).length, 0);
    await decide(store, 'organisation', { points: { replied: 7 }, threshold: 99 });
    await scoreActivities({ store }, [activity('e1', 0, replied)], later(2));
    const events = await told(store);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['scored', 'qualified'],
    );
    assert.ok(events[0]?.type === 'scored');
    assert.deepEqual(
      [events[0].points, events[0].because],
      [20, { kind: 'setting', setting: 'scoring', source: { level: 'default', id: 'default' } }],
    );
  });
});

describe('qualified leads', () => {
  const list = async (store: Store, caller: Caller, now = later(600)) => {
    const outcome = await listQualifiedLeads({ store }, { caller, limit: 50, now });
    return outcome.kind === 'page' ? outcome.page.items.map(({ id }) => id) : outcome;
  };

  test('A12: are listed by since when, those alone that the caller reaches', async () => {
    const { store, stream } = await prepared([
      { id: 'lead1' },
      { id: 'lead2', ownerId: 'bob' },
      { id: 'lead3' },
    ]);
    await store.activities.add([
      activity('e1', 5, replied),
      activity('e2', 1, replied, 'lead2'),
      activity('e3', 1, opened, 'lead3'),
    ]);
    await work(store, stream);
    assert.deepEqual(await list(store, admin), ['lead2', 'lead1']);
    assert.deepEqual(await list(store, { organisation, userId: SENDER, role: 'user' }), ['lead1']);
  });

  test('A12: whose points have decayed since are listed no longer', async () => {
    const { store, stream } = await prepared();
    await decide(store, 'organisation', { halfLifeDays: 10 });
    await store.activities.add([activity('e1', 0, replied)]);
    await work(store, stream, later(1));
    assert.deepEqual(await list(store, admin, monday), ['lead1']);
    assert.deepEqual(await list(store, admin, later(10 * 1_440)), []);
    assert.equal((await scoreNow(store, later(10 * 1_440))).value, 10);
  });
});

describe('a lead from the first mail to being qualified', () => {
  const at = '2026-11-23T10:00:00.000Z';
  const event = (kind: ProviderEventKind, more: Partial<ProviderEvent> = {}): ProviderEvent => ({
    kind,
    at,
    messageId: 'message-1',
    recipient: ['lead1@example.com'],
    tags: { organisation, enrollment: enrollmentId, step: 's1', attempt: 1 },
    ...more,
  });
  /** What the streams would carry on: changes into activities, activities into scores. */
  async function settle(w: Recorded): Promise<void> {
    await w.ports.store.activities.add(w.changes.flatMap((change) => activityOfChange(change) ?? []));
    const page = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 100 });
    assert.deepEqual(await scoreActivities(w.ports, page.items, w.clock.now()), []);
  }
  const ingest = (w: Recorded, of: ProviderEvent) =>
    ingestProviderEvent(w.ports, of, w.clock.now(), organisation);

  test('A12, F8: sent, opened, clicked, replied; a second open and the click of a machine give nothing', async () => {
    const w = await living({
      steps: [{}, {}],
      settings: {
        scoring: scoring({
          points: { mailSent: 1, mailOpened: 2, mailClicked: 4, replied: 8 },
          threshold: 15,
        }),
      },
    });
    await w.run(at);
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 1);
    await ingest(w, event('opened', { at: plusMinutes(at, 60) }));
    await ingest(w, event('opened', { at: plusMinutes(at, 61) }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 3);
    const click = { link: 'https://acme.example/offer' };
    const machine = { rule: 'network', sign: 'a scanner' } as const;
    await ingest(w, event('clicked', { at: plusMinutes(at, 61), click, machine }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).value, 3);
    await ingest(w, event('clicked', { at: plusMinutes(at, 62), click }));
    await settle(w);
    assert.equal((await scoreNow(w.ports.store, at)).qualified, false);
    w.clock.set(plusMinutes(at, 120));
    await takeInReply(w.ports, {
      message: { organisation, enrollment: enrollmentId, step: 's1' },
      at: w.clock.now(),
      now: w.clock.now(),
    });
    await settle(w);
    const score = await scoreNow(w.ports.store, w.clock.now());
    assert.deepEqual([score.value, score.qualified, score.source.level], [15, true, 'organisation']);
    assert.deepEqual(
      (await told(w.ports.store)).map((each) => (each.type === 'scored' ? each.points : each.type)),
      [1, 2, 4, 8, 'qualified'],
    );
    assert.equal((await w.enrollment(enrollmentId)).sequenceId, SEQUENCE);
  });
});
