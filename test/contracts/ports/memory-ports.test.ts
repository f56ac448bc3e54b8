import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import { memoryIdentities } from '#test/support/memory/memory-identities.ts';
import { memoryQueue } from '#test/support/memory/memory-queue.ts';
import { memoryScheduler } from '#test/support/memory/memory-scheduler.ts';
import { filesContract } from './files-contract.ts';
import { identitiesContract } from './identities-contract.ts';
import { queueContract } from './queue-contract.ts';
import { now, schedulerContract } from './scheduler-contract.ts';

const clock = memoryClock(now);
const scheduler = memoryScheduler(clock);
schedulerContract('memory', () => ({ scheduler, entries: () => scheduler.entries() }));

const queue = memoryQueue(clock);
queueContract('memory', () => ({
  queue,
  wakeUps: () => queue.wakeUps.map(({ group, wakeUp }) => ({ group, wakeUp })),
  jobs: () => queue.jobs,
  webhooks: () => queue.webhooks,
}));

const files = memoryFiles();
filesContract('memory', () => files);

const identities = memoryIdentities();
identitiesContract('memory', () => identities);
