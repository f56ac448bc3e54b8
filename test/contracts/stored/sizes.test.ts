import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStored, storedForm } from '#test/support/stored-form.ts';
import { countTallies } from '#shared/adapters/count-tallies.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { memoryTables, statisticsTable } from '#test/support/memory/memory-store.ts';
import { activityItem } from '#shared/adapters/activities.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { evolve } from '#shared/domain/core/evolve.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { DayPart } from '#shared/domain/lanes/day-parts.ts';
import { itemSize } from '#test/support/item-size.ts';
import { at, day, enrollmentNamed, laneNamed } from '#test/support/at.ts';

const UNIT = 1_024;
const organisation = '0lr8t3k2m5x7p9q1';
const userId = '0lr8t3k2m5x7p9q2';
const leadId = 'k3v9x2m1p0q8w7e6';
const sequenceId = '0lr8t3k2m5x7p9q3';
const id = enrollmentNamed(`${leadId}.${sequenceId}.1`);

const messageId = (step: number) => `0107018f3c2a5b7${step}-6d1f9a3c-2b4e-4f60-8a7d-1c2e3f4a5b6c-000000`;

/** After `n` of six automated mails: the n-th was sent, the next is planned. */
function after(n: number): Enrollment {
  const start: Enrollment = {
    organisation,
    id,
    revision: 3 * n,
    leadId,
    sequenceId,
    version: 2,
    pinned: false,
    userId,
    done: [],
    messages: {},
    state: {
      status: 'scheduled',
      step: 's1',
      due: at('2027-03-15T09:00:00.000Z'),
      at: at('2027-03-15T09:00:00.000Z'),
    },
    attempts: 0,
    enrolledAt: at('2027-03-01T08:12:45.123Z'),
    events: [],
    changedAt: at('2027-03-01T08:12:45.123Z'),
  };
  return Array.from({ length: n }, (_, index) => index + 1).reduce(
    (enrollment, step) =>
      evolve(
        evolve(
          enrollment,
          [{ type: 'claimed', step: `step${step}`, attempt: 1 }],
          at('2027-03-15T09:00:02.345Z'),
        ),
        [
          {
            type: 'sent',
            step: `step${step}`,
            channel: 'mail',
            messageId: messageId(step),
            sender: 'ana.popescu@acme-industries.example',
            recipient: 'elise.martin@initech-france.example',
            contentHash: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
            subject: `${step === 1 ? '' : 'Re: '}A question about Initech France, and a date to talk`,
          },
          {
            type: 'planned',
            step: `step${step + 1}`,
            version: 2,
            due: at('2027-03-18T09:00:02.345Z'),
            at: at('2027-03-18T09:04:17.345Z'),
            place: day('2027-03-18'),
            because: [
              {
                kind: 'setting',
                setting: 'workingHours',
                source: { level: 'organisation', id: organisation },
              },
              { kind: 'setting', setting: 'mailDelay', source: { level: 'group', id: organisation } },
            ],
          },
        ],
        at('2027-03-15T09:00:02.745Z'),
      ),
    start,
  );
}

test('an enrollment of six mails fits one write unit at each of its steps', (context) => {
  for (const n of [1, 2, 3, 4, 5]) {
    const enrollment = after(n);
    const item = storedForm('enrollments', enrollment);
    context.diagnostic(`after ${n} of 6 mails: ${itemSize(item)} bytes`);
    assert.ok(itemSize(item) <= UNIT, `${itemSize(item)} bytes after ${n} mails`);
    assert.deepEqual(
      JSON.parse(JSON.stringify(readStored('enrollments', item))),
      JSON.parse(JSON.stringify(enrollment)),
    );
  }
});

test('the activity of a mail sent and the next one planned fits one write unit', (context) => {
  const activity = activityOfChange(after(5));
  assert.ok(activity);
  context.diagnostic(`${itemSize(activityItem(activity))} bytes`);
  assert.ok(itemSize(activityItem(activity)) <= UNIT);
});

test('a lane day of fifty slots fits one write unit', (context) => {
  const full: DayPart = {
    part: 'recent',
    gone: [],
    earlier: 0,
    organisation,
    lane: laneNamed(`${userId}.mail`),
    date: day('2027-03-18'),
    revision: 51,
    slots: Array.from({ length: 50 }, (_, index) => ({
      key: slotKey(enrollmentNamed(`${id}${index}`), 'step1'),
      at: at(`2027-03-18T09:${String(index).padStart(2, '0')}:17.000Z`),
      gap: 180,
      due: at('2027-03-12T09:00:17.000Z'),
      priority: 1,
    })),
  };
  const item = storedForm('laneDays', full);
  context.diagnostic(`${itemSize(item)} bytes`);
  assert.ok(itemSize(item) <= UNIT);
});

test('figures of a step that four shards at a time add to all day fit one write unit', async (context) => {
  const tables = memoryTables();
  const now = at('2027-03-18T09:00:17.000Z');
  const counting = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'skipped'] as const;
  for (const hours of [28, 24, 20, 16, 12, 8, 4, 0]) {
    for (const shard of ['a', 'b', 'c', 'd']) {
      const tallies = counting.map((counter) => ({
        ...{ organisation, sequenceId, step: 'step1', counter, at: now },
        sequenceNumber: `44215845000000000174${String(50_391_000 - hours)}`,
      }));
      await countTallies(statisticsTable(tables.statistics), {
        shardId: `shardId-000000015145765736${hours}-f55eea8${shard}`,
        tallies,
        now: plusMinutes(now, -60 * hours),
      });
    }
  }
  const [item] = tables.statistics.all();
  assert.ok(item);
  context.diagnostic(`${itemSize(item)} bytes`);
  assert.ok(itemSize(item) <= UNIT);
  assert.equal(Object.keys(item['marks'] ?? {}).length, 28);
});
