import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Queue } from '#shared/ports/queue.ts';

const REMEMBERED_MS = 5 * 60_000;

export type WakeUpMessage = { group: string; wakeUp: WakeUp; id: string };

/** Queues in memory: what was sent and not taken yet, in order. */
export type MemoryQueue = Queue & {
  wakeUps: WakeUpMessage[];
  jobs: { organisation: string; jobId: string }[];
  webhooks: { organisation: string; deliveryId: string }[];
};

export function memoryQueue(clock: Clock): MemoryQueue {
  const seen = new Map<string, number>();
  const wakeUps: WakeUpMessage[] = [];
  const jobs: { organisation: string; jobId: string }[] = [];
  const webhooks: { organisation: string; deliveryId: string }[] = [];
  return {
    wakeUps,
    jobs,
    webhooks,
    async wakeUp(message) {
      const now = Date.parse(clock.now());
      const before = seen.get(message.id);
      if (before !== undefined && now - before < REMEMBERED_MS) return;
      seen.set(message.id, now);
      wakeUps.push(message);
    },
    async runJob(organisation, jobId) {
      jobs.push({ organisation, jobId });
    },
    async deliverWebhook(organisation, deliveryId) {
      webhooks.push({ organisation, deliveryId });
    },
  };
}
