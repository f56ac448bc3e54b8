import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Part, Stretch } from '#shared/ports/documents.ts';
import { InvalidCursorError } from '#shared/ports/invalid-cursor-error.ts';
import type { Store } from '#shared/ports/store.ts';
import { markText } from '#shared/domain/reconciliation/sweep-mark.ts';
import type { EnrollmentState } from '#shared/domain/core/enrollment.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import { enrollment } from './samples/enrollments.ts';
import { group } from './samples/people.ts';

/** How many parts the tests cut a table into. */
const PARTS = 3;

/** What every store does when all of a table is read, whatever it is kept in. */
export function scanContract(name: string, open: () => Store): void {
  describe(`scans of the ${name} store`, () => {
    test('a scan meets every item of every organisation', async () => {
      const { groups } = open();
      for (const organisation of ['scan-1', 'scan-2']) await groups.put({ ...group, organisation }, 'absent');
      const met: string[] = [];
      for await (const { organisation } of groups.scan()) met.push(organisation);
      assert.deepEqual(met.filter((organisation) => organisation.startsWith('scan-')).sort(), [
        'scan-1',
        'scan-2',
      ]);
    });

    test('F4: the parts of a table hold each item once, and those of an index what it holds of those in it', async () => {
      const { enrollments } = open();
      const organisation = 'scan-parts';
      const leads = Array.from({ length: 12 }, (_, n) => `lead${n}`);
      for (const [n, leadId] of leads.entries()) {
        const id = enrollmentNamed(`${leadId}.q1.1`);
        const state = states[n % states.length];
        assert.ok(state);
        await enrollments.put({ ...enrollment, organisation, id, leadId, state }, 'absent');
      }
      const all = await everyPart((part) => enrollments.scanPart(part));
      const ids = (items: readonly { organisation: string; id: string }[]) =>
        items.filter((item) => item.organisation === organisation).map(({ id }) => id);
      assert.deepEqual(ids(all).sort(), leads.map((lead) => `${lead}.q1.1`).sort());

      const entries = async (index: 'underWay' | 'byBacklog') =>
        (await everyPart((part) => enrollments.scanIndex(index, part)))
          .filter((item) => item.organisation === organisation)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
      const inState = (status: string) =>
        leads
          .filter((_, n) => states[n % states.length]?.status === status)
          .map((lead) => `${lead}.q1.1`)
          .sort();
      assert.deepEqual(
        await entries('underWay'),
        inState('waiting').map((id) => ({ organisation, id, of: 'le', order: id, carried: waitingAsMark })),
      );
      assert.deepEqual(
        await entries('byBacklog'),
        inState('backlogged').map((id) => ({
          organisation,
          id,
          of: 'u1.mail',
          order: `0#2027-03-01T09:00:00.000Z#${id}#2027-03-02`,
          carried: undefined,
        })),
      );
    });

    test('an index is read as a whole where that is permitted: of the others each organisation lists its own', async () => {
      const { enrollments } = open();
      await assert.rejects(
        enrollments.scanIndex('bySequence', { number: 0, of: PARTS }),
        /bySequence of enrollments is not read as a whole/,
      );
    });

    test('a cursor of another part is refused', async () => {
      const { enrollments } = open();
      const cursor = Buffer.from(JSON.stringify(['enrollments  1 3', {}])).toString('base64url');
      await assert.rejects(enrollments.scanPart({ number: 0, of: PARTS, cursor }), InvalidCursorError);
    });
  });
}

const due = at('2027-03-01T09:00:00.000Z');
const waitingAsMark = markText({ kind: 'task', since: due });
const states: readonly EnrollmentState[] = [
  {
    status: 'finished',
    at: at('2027-03-01T10:00:00.000Z'),
    because: { kind: 'person', userId: 'u1' },
  },
  { status: 'waiting', step: 's1', due, taskId: 't', since: due },
  {
    status: 'backlogged',
    step: 's1',
    due,
    lane: laneNamed('u1.mail'),
    priority: 0,
    opensOn: day('2027-03-02'),
  },
];

/** Reads all parts to their ends. */
async function everyPart<T>(read: (part: Part) => Promise<Stretch<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let number = 0; number < PARTS; number += 1) {
    let cursor: string | undefined;
    do {
      const stretch = await read({ number, of: PARTS, cursor });
      items.push(...stretch.items);
      ({ cursor } = stretch);
    } while (cursor !== undefined);
  }
  return items;
}
