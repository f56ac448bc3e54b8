import type { WakeUp } from '../domain/lanes/wake-up.ts';

/** Sends work to be done soon. */
export type Queue = {
  /** To the queue of lanes, at once. `id` tells repeats apart from new wake-ups within five minutes. */
  wakeUp(message: { group: string; wakeUp: WakeUp; id: string }): Promise<void>;
  /** To the queue of jobs: run the next slice. */
  runJob(organisation: string, jobId: string): Promise<void>;
  /** To the queue of webhooks: it may be time to try this delivery (A14). */
  deliverWebhook(organisation: string, deliveryId: string): Promise<void>;
};
