import type { MatchMessage } from '#shared/domain/automations/match.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { entryNameAt, wakeTime, wakeUpOfEntry, type WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Scheduler } from '#shared/ports/scheduler.ts';

export type Entry = { name: string; at: Instant; group: string; wakeUp: WakeUp };

export type MatchEntry = { name: string; at: Instant; message: MatchMessage };

export type DeliveryEntry = { name: string; at: Instant; organisation: string; deliveryId: string };

/** A scheduler that fires when asked to. */
export type MemoryScheduler = Scheduler & {
  /** Entries of the queue of lanes that wait, the earliest first. */
  entries(): Entry[];
  /** Takes out those whose time has come. */
  due(now: Instant): Entry[];
  /** Entries of the queue of webhooks that wait, by name. */
  deliveries: Map<string, DeliveryEntry>;
  /** Entries of the queue of matches that wait, by name. */
  matches: Map<string, MatchEntry>;
};

/** How long an entry that fired is still there, in seconds: none of its name can be made. */
const GONE_AFTER_SECONDS = 60;

export function memoryScheduler(clock: Clock): MemoryScheduler {
  const waiting = new Map<string, Entry>();
  const deliveries = new Map<string, DeliveryEntry>();
  const matches = new Map<string, MatchEntry>();
  /** When those that fired did: Scheduler takes them away some time after. */
  const fired = new Map<string, Instant>();
  const isThere = (name: string): boolean => {
    const at = fired.get(name);
    return waiting.has(name) || (at !== undefined && secondsBetween(at, clock.now()) < GONE_AFTER_SECONDS);
  };
  const entries = () =>
    [...waiting.values()].sort((a, b) => (a.at < b.at || (a.at === b.at && a.name < b.name) ? -1 : 1));
  return {
    entries,
    deliveries,
    matches,
    due(now) {
      const due = entries().filter(({ at }) => at <= now);
      for (const { name } of due) {
        waiting.delete(name);
        fired.set(name, now);
      }
      return due;
    },
    async has(name) {
      return isThere(name);
    },
    async create(asked) {
      const entry = { ...asked, name: entryNameAt(asked, clock.now()) };
      if (isThere(entry.name)) return 'exists';
      const wakeUp = wakeUpOfEntry(entry.wakeUp, entry);
      waiting.set(entry.name, { ...entry, wakeUp, at: wakeTime(entry.at, clock.now()) });
      return 'created';
    },
    async createDelivery(entry) {
      if (deliveries.has(entry.name)) return 'exists';
      deliveries.set(entry.name, { ...entry, at: wakeTime(entry.at, clock.now()) });
      return 'created';
    },
    async createMatch(entry) {
      if (matches.has(entry.name)) return 'exists';
      matches.set(entry.name, { ...entry, at: wakeTime(entry.at, clock.now()) });
      return 'created';
    },
    async removeMatch(name) {
      matches.delete(name);
    },
    async remove(name) {
      waiting.delete(name);
      fired.delete(name);
    },
  };
}
