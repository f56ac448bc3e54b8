import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Queue } from '#shared/ports/queue.ts';
import { deduplication } from './deduplication.ts';

export type WakeUpMessage = { group: string; wakeUp: WakeUp; id?: string | undefined };

/** Queues in memory: what was sent and not taken yet, in order. */
export type MemoryQueue = Queue & {
  wakeUps: WakeUpMessage[];
  jobs: { organisation: string; jobId: string }[];
  webhooks: { organisation: string; deliveryId: string }[];
  /** What the queue of lanes takes of what Scheduler sends to it, without an id, in order. */
  take(fired: readonly WakeUpMessage[]): WakeUpMessage[];
};

export function memoryQueue(clock: Clock): MemoryQueue {
  const lanes = deduplication(clock);
  const wakeUps: WakeUpMessage[] = [];
  const jobs: { organisation: string; jobId: string }[] = [];
  const webhooks: { organisation: string; deliveryId: string }[] = [];
  return {
    wakeUps,
    jobs,
    webhooks,
    take: (fired) => fired.filter(({ group, wakeUp }) => lanes.takes({ group, body: wakeUp })),
    async wakeUp(message) {
      if (lanes.takes({ ...message, body: message.wakeUp })) wakeUps.push(message);
    },
    async runJob(organisation, jobId) {
      jobs.push({ organisation, jobId });
    },
    async deliverWebhook(organisation, deliveryId) {
      webhooks.push({ organisation, deliveryId });
    },
  };
}
