import type { Instant } from '../domain/kernel/instant.ts';

/** Wakes up the delivery of a webhook later. Entries are hints, as those of `Scheduler`. */
export type WebhookWakeUps = {
  /** `name`: deterministic, so that making an entry twice is a normal answer. `at` is clamped to a minute from now. */
  at(entry: { name: string; at: Instant; organisation: string; deliveryId: string }): Promise<void>;
};
