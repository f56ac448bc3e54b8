import type { ConnectionProblem, SyncState, Trouble } from '../../domain/connections/connection.ts';
import { cutText } from '../../domain/kernel/cut-text.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import type { CrmFault } from '../../ports/crm-error.ts';
import type { Store } from '../../ports/store.ts';
import { changeStateOf, type Opened } from './lease.ts';

type Ports = { store: Pick<Store, 'connections' | 'syncStates'> };

/** How old what is known of a connection that works may be, in seconds: it is not written anew with every call. */
const FRESH_SECONDS = 60;

/** Kept of what went wrong: the services write some of it. */
const longestDetail = 1_000;

/** What each fault means for the connection as a whole; undefined: nothing, it is of the one call. */
const troubleOf: Record<CrmFault['kind'], Trouble | undefined> = {
  unauthorised: 'unauthorised',
  throttled: undefined,
  allowance: 'allowance',
  unavailable: 'unavailable',
  unknown: 'unavailable',
  'no-field': 'mapping',
  refused: undefined,
};

/**
 * Notes that a service answered, and what it told of its allowance. What kept the connection from working is over, so that
 * this is for a call that went well alone.
 */
export async function noteGood(
  ports: Ports,
  of: Opened,
  now: Instant,
  told: { used: number; allowed: number } | undefined,
): Promise<void> {
  const state = await ports.store.syncStates.get(of.organisation, of.kind);
  const allowance = told === undefined ? state?.allowance : { ...told, at: now };
  if (state !== undefined && isFresh(state, now)) return;
  await changeStateOf(ports, of, ({ problem, notBefore: _notBefore, ...known }) => ({
    ...known,
    // That the mapping is broken, only a whole run without a fault disproves.
    ...(problem?.trouble === 'mapping' && { problem }),
    lastGoodAt: now,
    lastTriedAt: now,
    ...(allowance && { allowance }),
  }));
}

/** Notes what kept a connection from working, since when, and until when the service asks to wait. */
export async function noteFault(
  ports: Ports,
  of: Opened,
  now: Instant,
  { fault, message: detail }: { fault: CrmFault; message: string },
): Promise<void> {
  const trouble = troubleOf[fault.kind];
  await changeStateOf(ports, of, (state) => ({
    ...state,
    lastTriedAt: now,
    ...('until' in fault && { notBefore: fault.until }),
    ...(trouble !== undefined && {
      problem: problemFrom(state, { trouble, since: now, detail: cutText(detail, longestDetail) }),
    }),
  }));
}

/** The same trouble keeps its beginning. */
function problemFrom({ problem }: SyncState, next: ConnectionProblem): ConnectionProblem {
  return problem?.trouble === next.trouble ? { ...next, since: problem.since } : next;
}

function isFresh({ problem, notBefore, lastGoodAt }: SyncState, now: Instant): boolean {
  if (problem !== undefined || notBefore !== undefined || lastGoodAt === undefined) return false;
  return secondsBetween(lastGoodAt, now) < FRESH_SECONDS;
}
