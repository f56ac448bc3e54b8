import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { IncomingEvent } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import { walk } from '../../ports/walk.ts';
import { followEvent, type FollowPorts } from './follow-event.ts';

/** Messages that are tried again at once. */
const MOST = 100;
/** After so many that wait on, the others wait too: the service cannot be asked. */
const MOST_IN_VAIN = 10;
/** Messages that are looked at for them. */
const MOST_SEEN = 1_000;
/** Younger ones, in seconds, are still on their way through the stream. */
const YOUNGEST = 60;

/**
 * Tries messages of a connection again that could not be worked off (B6): the service could not be asked, the connection
 * was paused, or their stream gave up. Those tried least come first, of these the oldest. To be called every some minutes.
 *
 * @returns how many were worked off, and the errors of those that failed.
 */
export async function retryEvents(
  ports: FollowPorts,
  { organisation, kind }: { organisation: string; kind: ConnectionKind },
  now: Instant,
): Promise<{ settled: number; errors: unknown[] }> {
  const query = { index: 'byState', of: 'waiting' } as const;
  const waiting = await Array.fromAsync(
    walk((page) => ports.store.incomingEvents.list(organisation, { ...page, query }), { most: MOST_SEEN }),
  );
  const due = waiting
    .filter((event) => event.kind === kind && secondsBetween(event.receivedAt, now) >= YOUNGEST)
    .toReversed()
    .toSorted((a, b) => triesOf(a) - triesOf(b))
    .slice(0, MOST);
  const errors: unknown[] = [];
  let settled = 0;
  let inVain = 0;
  for (const event of due) {
    if (inVain >= MOST_IN_VAIN) break;
    try {
      const followed = await followEvent(ports, event, now);
      if (followed?.state.status === 'waiting') inVain += 1;
      else settled += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  return { settled, errors };
}

function triesOf({ state }: IncomingEvent): number {
  return state.status === 'waiting' ? state.tries : 0;
}
