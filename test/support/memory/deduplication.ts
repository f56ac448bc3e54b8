import type { Instant } from '#shared/domain/kernel/instant.ts';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import type { Clock } from '#shared/ports/clock.ts';

const REMEMBERED_SECONDS = 5 * 60;

/**
 * What a FIFO queue that deduplicates by content within its group takes: nothing that the group had in the last five
 * minutes, by the id that the sender gave or else by the body, whether or not the first is still there.
 */
export function deduplication(clock: Clock) {
  const taken = new Map<string, Instant>();
  return {
    /** Whether the queue takes it; what it takes it remembers. */
    takes(message: { group: string; body: unknown; id?: string | undefined }): boolean {
      const { group, body, id } = message;
      // As SQS has it: a given id that happens to be the hash of another body would stand for it. Texts cannot.
      const key = `${group} ${id === undefined ? `body ${JSON.stringify(body)}` : `id ${id}`}`;
      const before = taken.get(key);
      const now = clock.now();
      if (before !== undefined && secondsBetween(before, now) < REMEMBERED_SECONDS) return false;
      taken.set(key, now);
      return true;
    },
  };
}
