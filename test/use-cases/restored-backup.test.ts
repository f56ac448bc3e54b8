import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { EVERY_ORGANISATION } from '#shared/domain/holds/hold.ts';
import { ended, holdByPerson } from '#shared/domain/holds/person-hold.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { TableName } from '#shared/tables/tables.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import {
  resolveUnknown,
  resumeEnrollment,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { markRestored } from '#shared/use-cases/reconciliation/mark-restored.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { at } from '#test/support/at.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { sweep } from '#test/support/sweep.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';

// A Monday, 10:00 in Paris.
const start = at('2026-11-23T09:00:00.000Z');
const day = 24 * 60;
const leads = Array.from({ length: 12 }, (_, index) => ({ id: `lead${index}` }));

/** Tables that go back; what is held, and who must not be written to, are left as they are. */
const kept: ReadonlySet<TableName> = new Set(['holds', 'suppressions']);

/** A world whose tables are kept at one moment, as a backup does it. */
async function backedUp(steps: Partial<Step>[], backup: Instant) {
  const items = new Map<TableName, Map<string, Item>>();
  const store = memoryStore(({ table, item }) => {
    const ofTable = items.get(table) ?? new Map<string, Item>();
    items.set(table, ofTable.set(`${item['partition']} ${item['sort']}`, item));
  });
  const w = world(start, undefined, store);
  await seed(w, { steps, leads, settings: { maxMailsPerDay: 3 } });
  await enrollLeads(w.ports, {
    organisation,
    leadIds: leads.map(({ id }) => id),
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  await w.run(backup);
  const copy = Object.fromEntries(
    [...items]
      .filter(([table]) => !kept.has(table))
      .map(([table, ofTable]) => [table, [...ofTable.values()]]),
  );
  return { w, copy };
}

/** Lives on hour by hour, with people who complete their tasks within the hour. */
async function lived(w: World, until: Instant): Promise<void> {
  while (w.clock.now() < until) {
    const next = plusMinutes(w.clock.now(), 60);
    await w.run(next < until ? next : until);
    for await (const { id, status } of w.ports.store.tasks.scan())
      if (status === 'open')
        await completeTask(w.ports, { organisation, id, by: SENDER, now: w.clock.now() });
  }
}

async function hold(w: World): Promise<void> {
  const scope = { level: 'stage', channel: 'all', organisation: EVERY_ORGANISATION } as const;
  await w.ports.store.holds.put(
    holdByPerson(undefined, scope, { userId: 'operator' }, w.clock.now()),
    'absent',
  );
}

async function release(w: World): Promise<void> {
  const existing = await w.ports.store.holds.get(EVERY_ORGANISATION, 'stage.all');
  assert.ok(existing);
  await w.ports.store.holds.put(ended(existing, w.clock.now()), existing.revision);
}

const sentBy = (...worlds: World[]): string[] =>
  worlds.flatMap(({ mailer }) =>
    mailer.sent.map(({ message: { tags } }) => `${tags['enrollment']} ${tags['step']}`),
  );

/** Settles what is unknown or paused, as people do who look into the mailbox. */
async function settled(w: World, arrived: readonly string[]): Promise<void> {
  const because = { kind: 'person', userId: SENDER } as const;
  for (const { id, state, done } of await w.enrollments()) {
    const of = { organisation, id, now: w.clock.now() };
    const hasArrived = (step: string) => arrived.includes(`${id.replaceAll('.', '_')} ${step}`);
    if (state.status === 'paused') {
      const wentOn = ['s1', 's2', 's3'].some(
        (step) => ![state.step, ...done].includes(step) && hasArrived(step),
      );
      await (wentOn ? stopEnrollment : resumeEnrollment)(w.ports, { ...of, because });
    }
    if (state.status === 'unknown')
      await resolveUnknown(w.ports, {
        ...of,
        outcome: hasArrived(state.step) ? 'sent' : 'resend',
        by: SENDER,
      });
  }
}

/** The stage is held, its tables go back, and the world goes on from there; `marks`: what went out is marked first. */
async function restored(
  { w, copy }: Awaited<ReturnType<typeof backedUp>>,
  { since, marks }: { since: Instant; marks: boolean },
) {
  await hold(w);
  const store = memoryStore(() => undefined, copy);
  const after = world(w.clock.now(), undefined, store);
  await hold(after);
  const report = marks
    ? await markRestored(after.ports, { since, now: after.clock.now(), hasTime: () => true })
    : undefined;
  // The schedule of the time before is still there, and wakes what it wakes.
  after.queue.wakeUps.push(...w.queue.take(w.scheduler.due(plusMinutes(w.clock.now(), 365 * day))));
  await sweep(after.ports, after.clock.now());
  await after.run(plusMinutes(after.clock.now(), 60));
  assert.equal(after.mailer.calls.length, 0, 'nothing goes out while it is held');
  await release(after);
  await sweep(after.ports, after.clock.now());
  for (let hours = 0; hours < 30 * 24; hours += 1) {
    await lived(after, plusMinutes(after.clock.now(), 60));
    if (hours % 24 !== 0) continue;
    await sweep(after.ports, after.clock.now());
    await settled(after, [...sentBy(w), ...sentBy(after)]);
  }
  return { after, report };
}

const twice = (sent: readonly string[]) =>
  [...Map.groupBy(sent, (key) => key)].filter(([, of]) => of.length > 1);

const mails = [
  {},
  { wait: { amount: 1, unit: 'days' as const } },
  { wait: { amount: 2, unit: 'days' as const } },
];

describe('tables restored from a backup', () => {
  const backup = plusMinutes(start, day + 150);

  test('would send again what went out after it, were it not marked', async () => {
    const of = await backedUp(mails, backup);
    await lived(of.w, plusMinutes(backup, day));
    const { after } = await restored(of, { since: backup, marks: false });
    assert.ok(twice(sentBy(of.w, after)).length > 0);
  });

  for (const [title, minutes] of [
    ['an hour', 60],
    ['a day', day],
    ['four days, in which several steps went out', 4 * day],
  ] as const)
    test(`F3: send nothing twice, and in the end everything, after ${title}`, async () => {
      const of = await backedUp(mails, backup);
      await lived(of.w, plusMinutes(backup, minutes));
      const { after, report } = await restored(of, { since: backup, marks: true });
      assert.ok(report !== undefined && 'through' in report && report.through);
      assert.deepEqual(report.failed, []);
      assert.deepEqual(twice(sentBy(of.w, after)), []);
      const sent = sentBy(of.w, after);
      for (const { id, state } of await after.enrollments()) {
        const ofLead = sent.filter((key) => key.startsWith(`${id.replaceAll('.', '_')} `));
        if (state.status !== 'stopped') assert.equal(ofLead.length, mails.length, `${id} ${state.status}`);
      }
    });

  test('F3: ask a person where one who worked on a task may have had mails follow', async () => {
    const hour = { amount: 1, unit: 'hours' as const };
    const steps = [{ type: 'call' as const }, { wait: hour }, { wait: { amount: 2, unit: 'days' as const } }];
    const of = await backedUp(steps, plusMinutes(start, 30));
    await lived(of.w, plusMinutes(start, 30 + 6 * 60));
    assert.ok(sentBy(of.w).length > 0);
    const { after } = await restored(of, { since: plusMinutes(start, 30), marks: true });
    assert.deepEqual(twice(sentBy(of.w, after)), []);
    assert.ok(sentBy(after).length > 0);
  });

  test('F3: are marked once: doing it again changes nothing', async () => {
    const of = await backedUp(mails, backup);
    await lived(of.w, plusMinutes(backup, day));
    const after = world(
      of.w.clock.now(),
      undefined,
      memoryStore(() => undefined, of.copy),
    );
    await hold(after);
    const mark = () =>
      markRestored(after.ports, { since: backup, now: after.clock.now(), hasTime: () => true });
    const [first, second] = [await mark(), await mark()];
    assert.ok('marked' in first && first.marked > 0);
    assert.deepEqual(second, { marked: 0, failed: [], through: true });
  });

  test('F3: are not marked before the stage is held, since more would go out meanwhile', async () => {
    const { w } = await backedUp(mails, backup);
    const report = await markRestored(w.ports, { since: backup, now: w.clock.now(), hasTime: () => true });
    assert.deepEqual(report, { kind: 'not-held' });
  });
});
