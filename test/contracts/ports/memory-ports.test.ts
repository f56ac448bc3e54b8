import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import { memoryIdentities } from '#test/support/memory/memory-identities.ts';
import { memoryIds } from '#test/support/memory/memory-ids.ts';
import { memoryQueue } from '#test/support/memory/memory-queue.ts';
import { memoryScheduler } from '#test/support/memory/memory-scheduler.ts';
import { filesContract } from './files-contract.ts';
import { identitiesContract } from './identities-contract.ts';
import { idsContract } from './ids-contract.ts';
import { queueContract } from './queue-contract.ts';
import { now, schedulerContract } from './scheduler-contract.ts';
import { at, laneNamed } from '#test/support/at.ts';

const clock = memoryClock(now);
const scheduler = memoryScheduler(clock);
schedulerContract('memory', () => ({
  scheduler,
  entries: () => scheduler.entries(),
  deliveries: () => [...scheduler.deliveries.values()],
  matches: () => [...scheduler.matches.values()],
}));

const queue = memoryQueue(clock);
queueContract('memory', () => ({
  queue,
  wakeUps: () => queue.wakeUps.map(({ group, wakeUp }) => ({ group, wakeUp })),
  jobs: () => queue.jobs,
  webhooks: () => queue.webhooks,
  hits: () => queue.hits.map(({ hit, at }) => ({ body: hit, at })),
  workflows: () => queue.workflows.map(({ message, at }) => ({ body: message, at })),
  matches: () => queue.matches,
  parts: () => queue.parts,
}));

test('the memory queue drops a body that its group had within five minutes, as SQS does', () => {
  const moving = memoryClock(at('2027-03-15T09:00:00.000Z'));
  const lanes = memoryQueue(moving);
  const wakeUp: WakeUp = { kind: 'lane', organisation: 'acme', lane: laneNamed('u1.task') };
  const fired = { group: 'acme.u1.task', wakeUp };
  assert.equal(lanes.take([fired, fired]).length, 1);
  assert.equal(lanes.take([{ ...fired, group: 'acme.u2.task' }]).length, 1);
  moving.set(at('2027-03-15T09:04:59.000Z'));
  assert.equal(lanes.take([fired]).length, 0);
  moving.set(at('2027-03-15T09:05:00.000Z'));
  assert.equal(lanes.take([fired]).length, 1);
});

const files = memoryFiles();
filesContract('memory', () => files);

const identities = memoryIdentities();
identitiesContract('memory', () => identities);

idsContract('memory', memoryIds);
