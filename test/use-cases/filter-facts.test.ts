import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evaluate } from '#shared/domain/filters/evaluate.ts';
import type { Filter } from '#shared/domain/filters/filter.ts';
import { noScore } from '#shared/domain/scoring/score.ts';
import type { Store } from '#shared/ports/store.ts';
import { factsLoader, loadFilterFacts } from '#shared/use-cases/filters/load-filter-facts.ts';
import { enrollment } from '#test/contracts/store/samples/enrollments.ts';
import { account, user } from '#test/contracts/store/samples/people.ts';
import { record } from '#test/contracts/store/samples/records.ts';
import { at, enrollmentNamed, zoneNamed } from '#test/support/at.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { aLead } from '#test/support/recorded.ts';

const organisation = 'acme';
const now = at('2027-03-26T09:00:00Z');

/** A filter over everything that has to be read for itself. */
const everything: Filter = {
  all: [
    { field: 'lead.firstName', is: 'is', value: 'zoé' },
    { field: 'account.name', is: 'is-set' },
    { field: 'score', is: 'more-than', value: 5 },
    { field: 'lastMailAt', is: 'before', value: '2027-03-26' },
    { field: 'sequence.spring', is: 'been-through-sequence' },
  ],
};

async function stored(leads: number): Promise<Store> {
  const store = memoryStore();
  await store.users.put({ ...user, organisation, id: 'anne', zone: zoneNamed('Asia/Tokyo') }, 'absent');
  await store.accounts.put({ ...account, organisation, id: 'a1' }, 'absent');
  for (let n = 1; n <= leads; n += 1) {
    const id = `lead${n}`;
    await store.leads.put({ ...aLead, organisation, id, accountId: 'a1' }, 'absent');
    await store.scores.put({ ...noScore(organisation, id), revision: 1, value: 8, at: now }, 'absent');
    const lastMailAt = at('2027-03-25T09:00:00Z');
    await store.engagements.put({ organisation, leadId: id, revision: 1, lastMailAt }, 'absent');
    for (const round of [1, 2]) {
      const state = { status: 'finished', at: now, because: { kind: 'person', userId: 'anne' } } as const;
      await store.enrollments.put(
        {
          ...enrollment,
          organisation,
          id: enrollmentNamed(`${id}.spring.${round}`),
          leadId: id,
          sequenceId: 'spring',
          state,
        },
        'absent',
      );
    }
  }
  return store;
}

/** The store, counting what is asked of it. */
function counting(store: Store): { store: Store; calls: string[] } {
  const calls: string[] = [];
  const counted = Object.fromEntries(
    Object.entries(store).map(([name, documents]) => [
      name,
      new Proxy(documents as object, {
        get(target, method, receiver) {
          const value: unknown = Reflect.get(target, method, receiver);
          if (typeof value === 'function') calls.push(`${name}.${String(method)}`);
          return value;
        },
      }),
    ]),
  );
  return { store: counted as Store, calls };
}

describe('The facts of filters', () => {
  test('E1: are everything that a filter asks about, in the zone of the owner', async () => {
    const store = await stored(1);
    const facts = await loadFilterFacts(store, organisation, {
      subject: { leadId: 'lead1' },
      filter: everything,
      now,
    });
    assert.ok(facts);
    assert.equal(evaluate(everything, facts).matches, true);
    assert.equal(facts.zone, 'Asia/Tokyo');
    assert.deepEqual(facts.enrollments?.length, 2);
    const nobody = { subject: { leadId: 'nobody' }, filter: everything, now };
    assert.equal(await loadFilterFacts(store, organisation, nobody), undefined);
  });

  test('E1: of a record are those of its lead and account too', async () => {
    const store = await stored(1);
    await store.records.put(
      {
        ...record,
        organisation,
        id: 'offer.1',
        typeId: 'offer',
        leadId: 'lead1',
        ownerId: 'anne',
        values: { status: 'sent' },
      },
      'absent',
    );
    const filter: Filter = {
      all: [everything, { field: 'record.status', is: 'is', value: 'sent' }],
    };
    const facts = await loadFilterFacts(store, organisation, {
      subject: { recordId: 'offer.1' },
      filter,
      now,
    });
    assert.ok(facts);
    assert.equal(evaluate(filter, facts).matches, true);
    // What it asks of the lead by its id alone is there without the lead.
    const since: Filter = { field: 'record.sentAt', is: 'nothing-done-since' };
    const few = await loadFilterFacts(store, organisation, {
      subject: { recordId: 'offer.1' },
      filter: since,
      now,
    });
    assert.deepEqual([few?.lead, few?.engagement?.lastMailAt], [undefined, at('2027-03-25T09:00:00Z')]);
  });

  test('E1: of other records of a lead are those made since, of the types asked about, and without itself', async () => {
    const store = await stored(1);
    const put = (id: string, typeId: string, createdAt: string, values = {}) =>
      store.records.put(
        {
          ...record,
          organisation,
          id,
          typeId,
          leadId: 'lead1',
          ownerId: 'anne',
          values,
          createdAt: at(createdAt),
        },
        'absent',
      );
    await put('offer.1', 'offer', '2027-03-20T09:00:00Z', { sentAt: '2027-03-19T09:00:00.000Z' });
    await put('order.1', 'order', '2027-03-18T09:00:00Z');
    await put('invoice.1', 'invoice', '2027-03-22T09:00:00Z');
    const asked = (typeId: string): Filter => ({
      field: 'record.sentAt',
      is: 'no-record-since',
      value: typeId,
    });
    const latest = async (filter: Filter) => {
      const subject = { recordId: 'offer.1' };
      const facts = await loadFilterFacts(store, organisation, { subject, filter, now });
      assert.ok(facts);
      return [...(facts.latestRecords ?? [])];
    };
    assert.deepEqual(await latest(asked('order')), []);
    assert.deepEqual(await latest(asked('offer')), []);
    for (let made = 0; made < 250; made += 1)
      await put(`invoice.${made + 2}`, 'invoice', '2027-03-23T09:00:00Z');
    await put('order.2', 'order', '2027-03-24T09:00:00Z');
    assert.deepEqual(await latest(asked('order')), [['order', at('2027-03-24T09:00:00Z')]]);
    // Two moments: what is read for the earlier one must tell of the later one too.
    await put('order.3', 'order', '2027-03-26T09:00:00Z');
    const two: Filter = {
      all: [asked('order'), { field: 'record.createdAt', is: 'no-record-since', value: 'invoice' }],
    };
    assert.deepEqual(new Map(await latest(two)).get('invoice'), at('2027-03-23T09:00:00Z'));
  });

  test('E1: of a page of leads are read by one batch of each kind, and of those alone that are asked about', async () => {
    const { store, calls } = counting(await stored(30));
    const { items } = await store.leads.list(organisation, { limit: 100 });
    calls.length = 0;
    const loaded = await factsLoader(store, organisation, everything).ofLeads(items, now);
    assert.equal(loaded.length, 30);
    assert.ok(loaded.every(({ facts }) => evaluate(everything, facts).matches));
    assert.deepEqual(calls.toSorted(), [
      'accounts.getMany',
      'engagements.getMany',
      // One of each of the times, and the one that finds no more.
      ...Array.from({ length: 3 }, () => 'enrollments.getMany'),
      'scores.getMany',
      'settings.list',
      'users.getMany',
    ]);
    calls.length = 0;
    await factsLoader(store, organisation, { field: 'lead.status', is: 'is', value: 'lead' }).ofLeads(
      items,
      now,
    );
    assert.deepEqual(calls, ['users.getMany']);
  });
});
