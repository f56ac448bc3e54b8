import type { MatchMessage } from '../domain/automations/match.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { WakeUp } from '../domain/lanes/wake-up.ts';

/**
 * Sends messages to the queues at an instant (clamped to a minute from now). Entries are hints: late, double or missing
 * ones do no harm, the tables decide. Names are deterministic, so that making an entry twice is a normal answer.
 */
export type Scheduler = {
  /**
   * Makes an entry that sends the wake-up, with the entry in it (`wakeUpOfEntry`), to the queue of lanes, under its name
   * (`entryNameAt`). `exists`: one of its name is there, which may have fired within the minute.
   */
  create(entry: { name: string; at: Instant; group: string; wakeUp: WakeUp }): Promise<'created' | 'exists'>;
  /** Makes an entry that sends a delivery to the queue of webhooks: it is time to try it again (A14). */
  createDelivery(entry: {
    name: string;
    at: Instant;
    organisation: string;
    deliveryId: string;
  }): Promise<'created' | 'exists'>;
  /** Makes an entry that sends a request to look at a subject to the queue of matches (E1). */
  createMatch(entry: { name: string; at: Instant; message: MatchMessage }): Promise<'created' | 'exists'>;
  /** Removes an entry of the queue of matches; one that is gone is fine. */
  removeMatch(name: string): Promise<void>;
  /** Removes an entry of the queue of lanes; one that is gone is fine. */
  remove(name: string): Promise<void>;
  /** Whether an entry of the queue of lanes is there; one that fired stays for a moment. */
  has(name: string): Promise<boolean>;
};
