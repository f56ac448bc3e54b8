import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { jsonText } from '#shared/contracts/json-text.ts';
import { wakeUpMessage } from '#shared/domain/lanes/wake-up.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { resolveUnknown, resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import type { Store } from '#shared/ports/store.ts';
import { sweep } from '#test/support/sweep.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { at } from '#test/support/at.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { ORGANISATION as organisation, SENDER, world, type World } from '#test/support/world.ts';

/**
 * What version 0.2.0 left in the tables, in Scheduler and with the provider in the middle of its work: twelve leads in a
 * sequence of five steps, scheduled, waiting for a call, paused with and without an end, unknown, and one whose worker
 * died while it called the provider. Never made anew.
 */
type Left = {
  now: string;
  tables: Record<string, Item[]>;
  entries: { at: string; group: string; body: string }[];
  sent: { to: string; tags: Record<string, string> }[];
};
const left = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../contracts/stored/golden-world.json'), 'utf8'),
) as Left;

const keyOf = ({ tags }: { tags: Record<string, string> }): string =>
  `${tags['enrollment']?.replaceAll('_', '.')} ${tags['step']}`;

/** What people do each day: calls, what nobody knows of, and what was paused for good. */
async function people(w: World): Promise<void> {
  const now = w.clock.now();
  for await (const { id, status } of w.ports.store.tasks.scan())
    if (status === 'open') await completeTask(w.ports, { organisation, id, by: SENDER, now });
  const because = { kind: 'person', userId: SENDER } as const;
  for (const { id, state } of await w.enrollments()) {
    if (state.status === 'paused' && state.until === undefined)
      await resumeEnrollment(w.ports, { organisation, id, because, now });
    if (state.status !== 'unknown' || state.listedAt > now) continue;
    const arrived = [...left.sent, ...allSent(w)].some((message) => keyOf(message) === `${id} ${state.step}`);
    const outcome = arrived ? 'sent' : 'resend';
    await resolveUnknown(w.ports, { organisation, id, outcome, by: SENDER, now });
  }
}

function allSent(w: World): { tags: Record<string, string> }[] {
  return [...w.mailer.sent, ...w.sms.sent].map(({ message }) => message);
}

/** A world in which what was left has been worked off, a month later. */
async function workedOff(store: Store): Promise<World> {
  const w = world(at(left.now), undefined, store);
  for (const { at: instant, group, body } of left.entries.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    await w.run(at(instant));
    const read = wakeUpMessage.parse(jsonText.parse(body));
    w.queue.wakeUps.push({ group, wakeUp: read });
  }
  for (let hour = 0; hour < 24 * 30; hour += 1) {
    await w.run(plusMinutes(w.clock.now(), 60));
    await sweep(w.ports, w.clock.now());
    if (hour % 24 === 0) await people(w);
  }
  return w;
}

test('F3 F4: what version 0.2.0 had under way is finished, and nothing is sent twice', async () => {
  const w = await workedOff(memoryStore(undefined, left.tables));
  const enrollments = await w.enrollments();
  assert.equal(enrollments.length, 12);
  for (const { id, state, done } of enrollments) {
    assert.equal(state.status, 'finished', id);
    assert.deepEqual(done, ['s1', 's2', 's3', 's4', 's5'], id);
  }
  const counts = Map.groupBy([...left.sent, ...allSent(w)], keyOf);
  assert.deepEqual(
    [...counts].filter(([, all]) => all.length > 1).map(([key]) => key),
    [],
  );
  // Four of the five steps are messages.
  assert.equal(counts.size, 12 * 4);
});

test('F4: what a newer release wrote into an item stays in it, whatever is written since', async () => {
  const tables = Object.fromEntries(
    Object.entries(left.tables).map(([name, items]) => [
      name,
      items.map((item) => ({ ...item, fromANewerRelease: `${item.partition} ${item.sort}` })),
    ]),
  );
  const written = new Set<string>();
  const lost: string[] = [];
  const store = memoryStore(({ table, item, before }) => {
    const newer = before?.fromANewerRelease;
    if (newer === undefined) return;
    written.add(table);
    if (item.fromANewerRelease !== newer) lost.push(`${table} ${item.partition} ${item.sort}`);
  }, tables);
  await workedOff(store);
  assert.deepEqual(lost, []);
  assert.deepEqual([...written].toSorted(), ['enrollments', 'lane-days', 'tasks']);
});
