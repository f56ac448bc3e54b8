import type { Instant } from '../domain/kernel/instant.ts';
import type { WakeUp } from '../domain/lanes/wake-up.ts';

/** Wakes the engine at an instant. Entries are hints: late, double or missing ones do no harm. */
export type Scheduler = {
  /**
   * Makes an entry that sends the wake-up, with the entry in it (`wakeUpOfEntry`), to the queue of lanes at `at`
   * (clamped to a minute from now). Names are deterministic, so that making an entry twice is a normal answer.
   */
  create(entry: { name: string; at: Instant; group: string; wakeUp: WakeUp }): Promise<'created' | 'exists'>;
  /** Removes an entry; one that is gone is fine. */
  remove(name: string): Promise<void>;
};
