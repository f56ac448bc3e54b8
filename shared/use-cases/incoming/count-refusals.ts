import type { IncomingRefusal } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Store } from '../../ports/store.ts';
import { change } from '../../ports/change.ts';
import { newSyncState } from '../connections/lease.ts';

type Ports = { store: Pick<Store, 'connections' | 'syncStates'> };

/** Counts are written once in so many seconds, however many there are. */
const EVERY = 10;
/** Connections whose counts are written at once; the others follow. */
const MOST_AT_ONCE = 10;

/** What was counted of one connection. */
export type Refusals = { organisation: string; kind: ConnectionKind } & {
  counts: Partial<Record<IncomingRefusal, number>>;
};

/**
 * Counts requests that were not believed (B6), those with the right token. A flood of them costs little: they are added up
 * in memory, and written at most once in ten seconds by each instance. What an instance has counted last may go with it.
 */
export function refusalCounter(ports: Ports): {
  /** Counts one; gives what was written on this occasion. */
  add(of: Omit<Refusals, 'counts'>, why: IncomingRefusal, now: Instant): Promise<Refusals[]>;
} {
  const pending = new Map<string, Refusals>();
  let writtenAt: Instant | undefined;
  return {
    async add({ organisation, kind }, why, now) {
      const key = `${organisation} ${kind}`;
      const counts: Refusals['counts'] = pending.get(key)?.counts ?? {};
      pending.set(key, { organisation, kind, counts: { ...counts, [why]: (counts[why] ?? 0) + 1 } });
      if (writtenAt !== undefined && Math.abs(secondsBetween(writtenAt, now)) < EVERY) return [];
      writtenAt = now;
      const due = [...pending].slice(0, MOST_AT_ONCE);
      // Before they are written: what fails is lost, and nothing is counted twice.
      for (const [of] of due) pending.delete(of);
      const written = due.map(([, refusals]) => refusals);
      for (const refusals of written) await note(ports, refusals);
      return written;
    },
  };
}

async function note(ports: Ports, { counts, ...of }: Refusals): Promise<void> {
  const { organisation, kind } = of;
  // What an instance remembers of a connection may be removed by now.
  const gather = async (): Promise<boolean> =>
    (await ports.store.connections.get(organisation, kind)) !== undefined;
  await change(ports.store.syncStates, { organisation, id: kind, gather }, (present, isThere) => {
    if (!isThere) return 'unchanged';
    const state = present ?? newSyncState(of);
    const refused = { ...state.refused };
    for (const [why, count] of Object.entries(counts)) refused[why] = (refused[why] ?? 0) + count;
    return { write: { ...state, refused } };
  });
}
