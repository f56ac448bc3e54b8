import type { MatchMessage } from '#shared/domain/automations/match.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { wakeTime, wakeUpOfEntry, type WakeUp } from '#shared/domain/lanes/wake-up.ts';
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

export function memoryScheduler(clock: Clock): MemoryScheduler {
  const waiting = new Map<string, Entry>();
  const deliveries = new Map<string, DeliveryEntry>();
  const matches = new Map<string, MatchEntry>();
  const entries = () =>
    [...waiting.values()].sort((a, b) => (a.at < b.at || (a.at === b.at && a.name < b.name) ? -1 : 1));
  return {
    entries,
    deliveries,
    matches,
    due(now) {
      const due = entries().filter(({ at }) => at <= now);
      for (const { name } of due) waiting.delete(name);
      return due;
    },
    async has(name) {
      return waiting.has(name);
    },
    async create(entry) {
      if (waiting.has(entry.name)) return 'exists';
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
    },
  };
}
