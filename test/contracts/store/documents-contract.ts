import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Documents, Stored } from '#shared/ports/documents.ts';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { InvalidCursorError } from '#shared/ports/invalid-cursor-error.ts';
import type { Store } from '#shared/ports/store.ts';
import { taskListOf } from '#shared/domain/tasks/task-list.ts';
import { backlogQuery } from '#shared/domain/lanes/backlog.ts';
import { QUALIFIED } from '#shared/domain/scoring/score.ts';
import * as peopleSamples from './samples/people.ts';
import * as sequencesSamples from './samples/sequences.ts';
import * as enrollmentsSamples from './samples/enrollments.ts';
import { samples } from './samples/samples.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';

/** What every store does, whatever it is kept in. Each test has an organisation of its own. */
export function documentsContract(name: string, open: () => Store): void {
  describe(`documents of the ${name} store`, () => {
    for (const [collection, { item, id }] of Object.entries(samples)) {
      test(`${collection} come back as they were put`, async () => {
        const documents = open()[collection as keyof typeof samples] as unknown as Documents<Stored>;
        const mine = { ...item, organisation: `back-${collection}` };
        assert.equal(await documents.put(mine, 'absent'), 'written');
        assert.deepEqual(await documents.get(mine.organisation, id), mine);
        assert.deepEqual(await documents.getMany(mine.organisation, [id, 'none.1', id]), [mine]);
        await documents.remove(mine.organisation, id);
        assert.equal(await documents.get(mine.organisation, id), undefined);
        await documents.remove(mine.organisation, id);
      });
    }

    test('absent optional fields stay absent', async () => {
      const { users } = open();
      const {
        phone: _phone,
        signature: _signature,
        ...plain
      } = { ...peopleSamples.user, organisation: 'plain' };
      await users.put({ ...plain, phone: undefined }, 'absent');
      assert.deepEqual(await users.get('plain', 'u1'), plain);
    });

    test('a put takes effect only on the revision it expects', async () => {
      const { users } = open();
      const mine = { ...peopleSamples.user, organisation: 'revisions' };
      assert.equal(await users.put(mine, 1), 'conflict');
      assert.equal(await users.put(mine, 'absent'), 'written');
      assert.equal(await users.put({ ...mine, name: 'Other' }, 'absent'), 'conflict');
      assert.equal(await users.put({ ...mine, revision: 2, name: 'New' }, 1), 'written');
      assert.equal(await users.put({ ...mine, revision: 2, name: 'Late' }, 1), 'conflict');
      assert.equal((await users.get('revisions', 'u1'))?.name, 'New');
    });

    test('of many who put at once, one wins', async () => {
      const { users } = open();
      const mine = { ...peopleSamples.user, organisation: 'race' };
      await users.put(mine, 'absent');
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) => users.put({ ...mine, revision: 2, name: `n${index}` }, 1)),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'written').length, 1);
    });

    test('nobody sees items of another organisation', async () => {
      const { users } = open();
      await users.put({ ...peopleSamples.user, organisation: 'mine' }, 'absent');
      assert.equal(await users.get('theirs', 'u1'), undefined);
      assert.deepEqual((await users.list('theirs', { limit: 10 })).items, []);
    });

    test('a list comes in pages, in order of id', async () => {
      const { users } = open();
      for (const id of ['u3', 'u1', 'u5', 'u2', 'u4'])
        await users.put({ ...peopleSamples.user, organisation: 'pages', id }, 'absent');
      const pages = await pagesOf(users, 'pages', { limit: 2 });
      assert.deepEqual(
        pages.filter((page) => page.length > 0).map((page) => page.map(({ id }) => id)),
        [['u1', 'u2'], ['u3', 'u4'], ['u5']],
      );
    });

    test('a list comes in the opposite order where that is asked for, page by page', async () => {
      const { users } = open();
      for (const id of ['u3', 'u1', 'u5', 'u2', 'u4'])
        await users.put({ ...peopleSamples.user, organisation: 'backwards', id }, 'absent');
      const pages = await pagesOf(users, 'backwards', { limit: 2, backwards: true });
      assert.deepEqual(
        pages.flat().map(({ id }) => id),
        ['u5', 'u4', 'u3', 'u2', 'u1'],
      );
    });

    test('getMany takes any number of ids', async () => {
      const { users } = open();
      const ids = Array.from({ length: 130 }, (_, index) => `u${1000 + index}`);
      await Promise.all(
        ids.map((id) => users.put({ ...peopleSamples.user, organisation: 'many', id }, 'absent')),
      );
      const found = await users.getMany('many', ids);
      assert.deepEqual(found.map(({ id }) => id).sort(), ids);
    });

    test('whoever asks at the same time gets what was asked for, or nothing', async () => {
      const { users, groups } = open();
      await users.put({ ...peopleSamples.user, organisation: 'at-once', id: 'same' }, 'absent');
      await groups.put({ ...peopleSamples.group, organisation: 'at-once', id: 'same' }, 'absent');
      const found = await Promise.all([
        users.get('at-once', 'same'),
        groups.get('at-once', 'same'),
        users.get('at-once', 'nobody'),
        users.get('elsewhere', 'same'),
        users.get('at-once', 'same'),
        groups.getMany('at-once', ['nobody', 'same']),
      ]);
      const user = { ...peopleSamples.user, organisation: 'at-once', id: 'same' };
      const group = { ...peopleSamples.group, organisation: 'at-once', id: 'same' };
      assert.deepEqual(found, [user, group, undefined, undefined, user, [group]]);
    });

    test('an item that is too large for the store is refused as such, and nothing is written', async () => {
      const { leads } = open();
      const small = { ...peopleSamples.lead, organisation: 'large', id: 'l1', revision: 1 };
      await leads.put(small, 'absent');
      const large = { ...small, revision: 2, fields: { notes: 'é'.repeat(204_800) } };
      await assert.rejects(leads.put(large, 1), ItemTooLargeError);
      assert.deepEqual(await leads.get('large', 'l1'), small);
    });

    test('a page ends at 1 MB of items, with a cursor by which the rest is read', async () => {
      const { leads } = open();
      const ids = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6'];
      for (const id of ids)
        await leads.put(
          { ...peopleSamples.lead, organisation: 'big', id, fields: { notes: 'n'.repeat(350_000) } },
          'absent',
        );
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await leads.list('big', { limit: 100, cursor });
        pages.push(page.items.map(({ id }) => id));
        ({ cursor } = page);
      } while (cursor !== undefined);
      assert.deepEqual(pages.flat(), ids);
      assert.ok(pages.every((page) => page.length <= 3) && pages.length >= 2, JSON.stringify(pages));
    });

    test('a cursor of another organisation, list or hand is refused', async () => {
      const { leads } = open();
      for (const id of ['l1', 'l2'])
        await leads.put({ ...peopleSamples.lead, organisation: 'cursors', id }, 'absent');
      const { cursor } = await leads.list('cursors', { limit: 1 });
      assert.ok(cursor);
      const query = { index: 'byOwner', of: 'u1' } as const;
      await assert.rejects(leads.list('elsewhere', { limit: 1, cursor }), InvalidCursorError);
      await assert.rejects(leads.list('cursors', { limit: 1, cursor, query }), InvalidCursorError);
      await assert.rejects(leads.list('cursors', { limit: 1, cursor: 'bm9wZQ' }), InvalidCursorError);
      const listed = await leads.list('cursors', { limit: 1, query });
      const forged = (given: string | undefined, change: (keys: Record<string, string>) => object) => {
        const read = JSON.parse(Buffer.from(given ?? '', 'base64url').toString()) as [
          string,
          Record<string, string>,
        ];
        return Buffer.from(JSON.stringify([read[0], change(read[1])])).toString('base64url');
      };
      for (const change of [
        () => ({}),
        (keys: object) => ({ ...keys, more: 'x' }),
        (keys: object) => ({ ...keys, sort: '' }),
        (keys: object) => ({ ...keys, sort: '\ud800' }),
        (keys: object) => ({ ...keys, sort: 'x'.repeat(1_025) }),
        ({ partition = '' }) => ({ partition, range: 'l1' }),
      ]) {
        for (const [what, from] of [
          [{}, cursor],
          [{ query }, listed.cursor],
        ] as const) {
          const given = { limit: 1, cursor: forged(from, change), ...what };
          await assert.rejects(leads.list('cursors', given), InvalidCursorError);
        }
      }
      const elsewhere = forged(listed.cursor, (keys) => ({ ...keys, ownerKey: 'elsewhere#u1' }));
      await assert.rejects(leads.list('cursors', { limit: 1, cursor: elsewhere, query }), InvalidCursorError);
      const other = forged(cursor, (keys) => ({ ...keys, partition: 'elsewhere' }));
      await assert.rejects(leads.list('cursors', { limit: 1, cursor: other }), InvalidCursorError);
    });

    test('a group lists what belongs together', async () => {
      const { enrollments, versions } = open();
      const ids = ['l1.q1.1', 'l1.q2.1', 'l2.q1.1'];
      for (const id of ids) await enrollments.put(enrolled('groups', id), 'absent');
      const { items } = await enrollments.list('groups', { group: 'l1', limit: 10 });
      assert.deepEqual(
        items.map(({ id }) => id),
        ['l1.q1.1', 'l1.q2.1'],
      );
      for (const version of [10, 9])
        await versions.put({ ...sequencesSamples.version, organisation: 'groups', version }, 'absent');
      const numbers = (await versions.list('groups', { group: 'q1', limit: 10 })).items;
      assert.deepEqual(
        numbers.map(({ version }) => version),
        [9, 10],
      );
    });

    test('what lies between two ids of a group comes whole and in its order, with both ends', async () => {
      const { laneDays } = open();
      const { laneDay } = enrollmentsSamples;
      const of = { ...laneDay, organisation: 'between', slots: [] };
      for (const [lane, date] of [
        ['u1.mail', '2027-03-30'],
        ['u1.mail', '2027-03-28'],
        ['u1.mail', '2027-03-29'],
        ['u1.mail', '2027-03-27'],
        ['u1.sms', '2027-03-29'],
      ] as const)
        await laneDays.put({ ...of, lane: laneNamed(lane), date: day(date) }, 'absent');
      const earlier = {
        ...of,
        part: 'earlier' as const,
        lane: laneNamed('u1.mail'),
        date: day('2027-03-29'),
      };
      await laneDays.put(earlier, 'absent');
      const found = await laneDays.between('between', 'u1.mail.2027-03-28', 'u1.mail.2027-03-29+');
      assert.deepEqual(
        found.map(({ date, part }) => [date, part]),
        [
          ['2027-03-28', 'recent'],
          ['2027-03-29', 'recent'],
          ['2027-03-29', 'earlier'],
        ],
      );
      assert.deepEqual(await laneDays.between('nobody', 'u1.mail.2027-03-28', 'u1.mail.2027-03-29'), []);
    });

    test('listing a grouped collection without a group is a bug', async () => {
      await assert.rejects(open().enrollments.list('acme', { limit: 10 }), /by group or index/);
    });

    test('asking a table for an index that it has not is a type error', async () => {
      const { users, enrollments } = open();
      const query = { index: 'byOwner', of: 'u1' } as const;
      // @ts-expect-error users have no index
      await assert.rejects(users.list('acme', { limit: 10, query }), /no index/);
      // @ts-expect-error leads have it, enrollments have not
      await assert.rejects(enrollments.list('acme', { limit: 10, query }), /no index/);
    });

    test('enrollments are found by sequence', async () => {
      const { enrollments } = open();
      for (const id of ['l1.q1.1', 'l2.q1.1', 'l3.q2.1'])
        await enrollments.put(enrolled('by-sequence', id), 'absent');
      const query = { index: 'bySequence', of: 'q1' } as const;
      const pages = await pagesOf(enrollments, 'by-sequence', { limit: 1, query });
      assert.deepEqual(
        pages
          .flat()
          .map(({ id }) => id)
          .sort(),
        ['l1.q1.1', 'l2.q1.1'],
      );
    });

    test('a lane gives its queue: follow-ups, then first touches, each oldest due first', async () => {
      const { enrollments } = open();
      const queue = [
        ['l1.q1.1', 1, at('2027-03-01T08:00:00.000Z')],
        ['l2.q1.1', 0, at('2027-03-03T08:00:00.000Z')],
        ['l3.q1.1', 0, at('2027-03-02T08:00:00.000Z')],
        ['l4.q1.1', 1, at('2027-04-01T08:00:00.000Z')],
      ] as const;
      for (const [id, priority, due] of queue) {
        const { state } = enrollmentsSamples.enrollment;
        assert.ok(state.status === 'backlogged');
        await enrollments.put({ ...enrolled('lane', id), state: { ...state, priority, due } }, 'absent');
      }
      const ids = async (query: Parameters<typeof enrollments.list>[1]['query']) =>
        (await enrollments.list('lane', { limit: 10, query })).items.map(({ id }) => id);
      assert.deepEqual(await ids({ index: 'byBacklog', of: 'u1.mail' }), [
        'l3.q1.1',
        'l2.q1.1',
        'l1.q1.1',
        'l4.q1.1',
      ]);
      const dueBy = at('2027-03-02T08:00:00.000Z');
      assert.deepEqual(await ids(backlogQuery(laneNamed('u1.mail'), 0, dueBy)), ['l3.q1.1']);
      assert.deepEqual(await ids(backlogQuery(laneNamed('u1.mail'), 1, dueBy)), ['l1.q1.1']);
    });

    test('an enrollment leaves the queue of its lane when it has a time', async () => {
      const { enrollments } = open();
      const queued = enrolled('leaves', 'l1.q1.1');
      await enrollments.put(queued, 'absent');
      const due = at('2027-03-01T08:00:00.000Z');
      await enrollments.put(
        { ...queued, revision: 2, state: { status: 'scheduled', step: 's1', due, at: due } },
        1,
      );
      const query = { index: 'byBacklog', of: 'u1.mail' } as const;
      assert.deepEqual((await enrollments.list('leaves', { limit: 10, query })).items, []);
    });

    test('leads are found by address, whatever its case, and by owner', async () => {
      const { leads } = open();
      await leads.put(
        { ...peopleSamples.lead, organisation: 'find', email: 'Elise@Initech.example' },
        'absent',
      );
      const find = async (index: 'byEmail' | 'byOwner', of: string) =>
        (await leads.list('find', { limit: 10, query: { index, of } })).items.length;
      assert.equal(await find('byEmail', 'elise@initech.example'), 1);
      assert.equal(await find('byOwner', 'u1'), 1);
      assert.equal(await find('byOwner', 'u2'), 0);
    });

    test('a user has a list of open tasks and one of closed, by when they were opened', async () => {
      const { tasks } = open();
      const closedAt = at('2027-03-01T09:00:00.000Z');
      const opened = [
        ['l1.q1.1.s1', at('2027-03-02T08:00:00.000Z'), { status: 'open' }],
        ['l2.q1.1.s1', at('2027-03-01T08:00:00.000Z'), { status: 'open' }],
        ['l3.q1.1.s1', at('2027-03-01T08:00:00.000Z'), { status: 'skipped', closedAt, closedBy: 'u1' }],
      ] as const;
      for (const [id, openedAt, status] of opened)
        await tasks.put(
          { ...enrollmentsSamples.task, organisation: 'tasks', id, openedAt, ...status },
          'absent',
        );
      const ids = async (list: 'open' | 'closed') => {
        const query = { index: 'byUser', of: taskListOf('u1', list) } as const;
        return (await tasks.list('tasks', { limit: 10, query })).items.map(({ id }) => id);
      };
      assert.deepEqual(await ids('open'), ['l2.q1.1.s1', 'l1.q1.1.s1']);
      assert.deepEqual(await ids('closed'), ['l3.q1.1.s1']);
    });

    test('A12: qualified leads are found, the longest first, and leave when a change is below the threshold', async () => {
      const { scores } = open();
      const qualified = async () => {
        const query = { index: 'byQualified', of: QUALIFIED } as const;
        return (await scores.list('scores', { limit: 10, query })).items.map(({ leadId }) => leadId);
      };
      const { qualifiedAt: _since, ...unqualified } = { ...peopleSamples.score, organisation: 'scores' };
      await scores.put(
        { ...unqualified, leadId: 'l1', qualifiedAt: at('2027-03-02T08:00:00.000Z') },
        'absent',
      );
      await scores.put(
        { ...unqualified, leadId: 'l2', qualifiedAt: at('2027-03-01T08:00:00.000Z') },
        'absent',
      );
      await scores.put({ ...unqualified, leadId: 'l3' }, 'absent');
      assert.deepEqual(await qualified(), ['l2', 'l1']);
      await scores.put({ ...unqualified, leadId: 'l2', revision: 2 }, 1);
      assert.deepEqual(await qualified(), ['l1']);
    });
  });
}

function enrolled(organisation: string, name: string) {
  const id = enrollmentNamed(name);
  const [leadId = '', sequenceId = ''] = id.split('.');
  return { ...enrollmentsSamples.enrollment, organisation, id, leadId, sequenceId };
}

async function pagesOf<T extends Stored, Index extends string>(
  documents: Documents<T, Index>,
  organisation: string,
  options: Parameters<Documents<T, Index>['list']>[1],
): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(organisation, { ...options, cursor });
    pages.push(page.items);
    ({ cursor } = page);
  } while (cursor !== undefined);
  return pages;
}
