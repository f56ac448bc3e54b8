import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Store } from '#shared/ports/store.ts';
import { countFacts, countUp, type Count } from '#test/support/statistics/counted.ts';
import { lead } from './samples/people.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

function activity(organisation: string, id: string, at: Instant): Activity {
  return {
    organisation,
    leadId: lead.id,
    id,
    at,
    enrollmentId: enrollmentNamed(`${lead.id}.q1.1`),
    sequenceId: 'q1',
    version: 1,
    userId: 'u1',
    events: [
      {
        type: 'clicked',
        step: 's1',
        messageId: 'm1',
        link: 'https://x.example',
        machine: false,
        again: false,
      },
      { type: 'stopped', because: { kind: 'lead', fact: 'converted' } },
    ],
  };
}

/** What every store does with activities and statistics. */
export function factsContract(name: string, open: () => Store): void {
  describe(`facts in the ${name} store`, () => {
    test('activities are kept once each, and told oldest first', async () => {
      const { activities } = open();
      const first = activity('facts', 'e#2', at('2027-03-01T08:00:00.000Z'));
      const second = activity('facts', 'e#3', at('2027-03-02T08:00:00.000Z'));
      assert.deepEqual(await activities.add([second]), [second]);
      assert.deepEqual(await activities.add([first, second]), [first]);
      const page = await activities.ofLead('facts', lead.id, { limit: 1 });
      assert.deepEqual(page.items, [first]);
      const rest = await activities.ofLead('facts', lead.id, { limit: 5, cursor: page.cursor });
      assert.deepEqual(rest.items, [second]);
    });

    test('F9: activities are told newest first where that is asked for, page by page', async () => {
      const { activities } = open();
      const days = [1, 2, 3, 4, 5].map((day) =>
        activity('newest', `e#${day}`, at(`2027-03-0${day}T08:00:00.000Z`)),
      );
      await activities.add(days);
      const told: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await activities.ofLead('newest', lead.id, { limit: 2, cursor, newestFirst: true });
        told.push(...page.items.map(({ id }) => id));
        ({ cursor } = page);
      } while (cursor !== undefined);
      assert.deepEqual(told, ['e#5', 'e#4', 'e#3', 'e#2', 'e#1']);
    });

    test('F9: those up to an instant are forgotten, that one too, and no later one', async () => {
      const { activities } = open();
      const days = [1, 2, 3].map((day) => activity('upto', `e#${day}`, at(`2027-03-0${day}T08:00:00.000Z`)));
      await activities.add(days);
      assert.equal(await activities.forget('upto', lead.id, 9, at('2027-03-02T08:00:00.000Z')), 2);
      assert.deepEqual((await activities.ofLead('upto', lead.id, { limit: 5 })).items, days.slice(2));
    });

    test('F9: the activities of one lead are forgotten, as many at a time as asked for', async () => {
      const { activities } = open();
      const many = Array.from({ length: 5 }, (_, index) =>
        activity('forget', `e#${index}`, at('2027-03-01T08:00:00.000Z')),
      );
      const other = { ...activity('forget', 'e#9', at('2027-03-01T08:00:00.000Z')), leadId: 'other' };
      await activities.add([...many, other]);
      assert.equal(await activities.forget('forget', lead.id, 3), 3);
      assert.equal(await activities.forget('forget', lead.id, 3), 2);
      assert.equal(await activities.forget('forget', lead.id, 3), 0);
      assert.deepEqual((await activities.ofLead('forget', lead.id, { limit: 5 })).items, []);
      assert.deepEqual((await activities.ofLead('forget', 'other', { limit: 5 })).items, [other]);
    });

    test('F9: facts of one lead become nobody’s, of two at once too, and stay as many', async () => {
      const { statistics } = open();
      const of = { organisation: 'nobody', sequenceId: 'q1', step: 's1', counter: 'sent' as const };
      const fact = (leadId: string) => ({
        ...of,
        at: at('2027-03-01T08:00:00.000Z'),
        leadId,
        enrollmentId: enrollmentNamed(`${leadId}.q1.1`),
        userId: 'u1',
      });
      await countFacts(statistics, [fact('lead1'), fact('lead2'), fact('lead3')], 'b1');
      await countFacts(statistics, [fact('lead1')], 'b2');
      const forgotten = await Promise.all(['lead1', 'lead2'].map((id) => statistics.forget(of, id)));
      assert.deepEqual(forgotten, [2, 1]);
      await countFacts(statistics, [fact('lead1'), fact('lead2'), fact('lead3')], 'b1');
      const { items } = await statistics.behind(of, { limit: 10 });
      assert.deepEqual(items.map(({ leadId, enrollmentId }) => [leadId, enrollmentId]).toSorted(), [
        ...Array.from({ length: 3 }, () => ['erased', undefined]),
        ['lead3', 'lead3.q1.1'],
      ]);
      assert.deepEqual([items[0]?.userId, items[0]?.at], ['u1', fact('lead1').at]);
    });

    test('many activities are added in one call', async () => {
      const { activities } = open();
      const many = Array.from({ length: 25 }, (_, index) =>
        activity('crowd', `e#${100 + index}`, at('2027-03-01T08:00:00.000Z')),
      );
      assert.equal((await activities.add(many)).length, 25);
      assert.deepEqual((await activities.ofLead('crowd', lead.id, { limit: 50 })).items, many);
    });

    test('D9: figures that many add to at once count everybody', async () => {
      const { statistics } = open();
      const count: Count = { organisation: 'rush', sequenceId: 'q1', step: 's1', counter: 'sent', by: 1 };
      const batches = Array.from({ length: 20 }, (_, n) => `rush ${n}`);
      await Promise.all(batches.map((batch) => countUp(statistics, [count], batch)));
      const [step] = await statistics.ofSequence('rush', 'q1');
      assert.equal(step?.counts.sent, 20);
    });

    test('counts add up, a record of a shard only once', async () => {
      const { statistics } = open();
      const count = (step: string, counter: Count['counter'], by: number): Count => ({
        organisation: 'counts',
        sequenceId: 'q1',
        step,
        counter,
        by,
      });
      await countUp(
        statistics,
        [count('s1', 'sent', 1), count('s1', 'sent', 2), count('-', 'enrolled', 1)],
        'b1',
      );
      await countUp(statistics, [count('s1', 'opened', 1)], 'b2');
      await countUp(statistics, [count('s1', 'sent', 1), count('s1', 'sent', 2)], 'b1');
      const steps = await statistics.ofSequence('counts', 'q1');
      assert.deepEqual(steps, [
        { organisation: 'counts', sequenceId: 'q1', step: '-', counts: { enrolled: 1 } },
        { organisation: 'counts', sequenceId: 'q1', step: 's1', counts: { sent: 3, opened: 1 } },
      ]);
    });

    test('D9: the facts behind a counter are kept once, and paged within and over what was noted together', async () => {
      const { statistics } = open();
      const of = { organisation: 'behind', sequenceId: 'q1', step: 's1', counter: 'sent' as const };
      const fact = (minute: number) => ({
        ...of,
        at: at(`2027-03-01T08:0${minute}:00.000Z`),
        leadId: `lead${minute}`,
        enrollmentId: enrollmentNamed(`lead${minute}.q1.1`),
        userId: 'u1',
      });
      const whole = { ...of, step: '-', counter: 'enrolled' as const, at: fact(0).at, leadId: 'lead0' };
      await countFacts(statistics, [fact(2), fact(0), fact(1), whole], 'b1');
      await countFacts(statistics, [fact(3), fact(4)], 'b2');
      await countFacts(statistics, [fact(2), fact(0), fact(1), whole], 'b1');
      const pages: number[] = [];
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await statistics.behind(of, { limit: 2, cursor });
        pages.push(page.items.length);
        found.push(...page.items.map(({ leadId }) => leadId));
        cursor = page.cursor;
      } while (cursor !== undefined);
      assert.deepEqual(found, ['lead0', 'lead1', 'lead2', 'lead3', 'lead4']);
      assert.deepEqual(pages, [2, 2, 1]);
      const { items } = await statistics.behind({ ...of, step: '-', counter: 'enrolled' }, { limit: 5 });
      assert.deepEqual(items, [whole]);
      const foreign = (await statistics.behind(of, { limit: 1 })).cursor;
      await assert.rejects(
        statistics.behind({ ...of, step: 's2' }, { limit: 1, cursor: foreign }),
        /does not belong/,
      );
      const figures = (await statistics.ofSequence('behind', 'q1')).map(({ step, counts }) => [step, counts]);
      assert.deepEqual(figures, [
        ['-', { enrolled: 1 }],
        ['s1', { sent: 5 }],
      ]);
    });

    test('D9: the counts of the whole of several sequences are read at once', async () => {
      const { statistics } = open();
      const one: Count = { organisation: 'wholes', sequenceId: 'q1', step: '-', counter: 'enrolled', by: 3 };
      await countUp(statistics, [one, { ...one, step: 's1', counter: 'sent' }], 'b1');
      await countUp(statistics, [{ ...one, sequenceId: 'q2', by: 5 }], 'b2');
      const wholes = await statistics.ofWholes('wholes', ['q1', 'q2', 'q3']);
      const counted = wholes.map(
        ({ sequenceId, step, counts }) => `${sequenceId} ${step} ${counts.enrolled}`,
      );
      assert.deepEqual(counted.toSorted(), ['q1 - 3', 'q2 - 5']);
    });

    test('counts of many at once are all kept', async () => {
      const { statistics } = open();
      const one: Count = { organisation: 'hot', sequenceId: 'q1', step: 's1', counter: 'sent', by: 1 };
      await Promise.all(Array.from({ length: 4 }, (_, index) => countUp(statistics, [one], `b${index}`)));
      const [step] = await statistics.ofSequence('hot', 'q1');
      assert.deepEqual(step?.counts, { sent: 4 });
    });
  });
}
