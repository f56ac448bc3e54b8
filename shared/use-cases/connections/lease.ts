import type { Connection, SyncState } from '../../domain/connections/connection.ts';
import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusSeconds } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

/**
 * How long a lease is taken for, in seconds: longer than the function lives that takes it, so that one who died is over
 * then. `run`: reading changes, ten minutes; `call`: everything else, two.
 */
const TERM_SECONDS = { run: 660, call: 150 } as const;

type Ports = { store: Pick<Store, 'syncStates'> };
type Of = { organisation: string; kind: ConnectionKind };

/** The state of a connection that nothing has happened to yet. */
export function newSyncState({ organisation, kind }: Of): SyncState {
  return { organisation, id: kind, revision: 0, kind, objects: {} };
}

/** Changes what a connection does by itself; made where there is none yet. */
export async function changeSyncState(
  { store }: Ports,
  of: Of,
  next: (state: SyncState) => SyncState,
): Promise<SyncState> {
  const { item } = await change(
    store.syncStates,
    { organisation: of.organisation, id: of.kind },
    (state) => ({
      write: next(state ?? newSyncState(of)),
    }),
  );
  return item;
}

/** A connection as it was opened: it may be removed, or made anew, while one works with it. */
export type Opened = Pick<Connection, 'organisation' | 'kind' | 'createdAt'>;

/** Whether a connection is there as it was opened: neither removed nor made anew. */
export async function isStillThere(
  { store }: { store: Pick<Store, 'connections'> },
  { organisation, kind, createdAt }: Opened,
): Promise<boolean> {
  return (await store.connections.get(organisation, kind))?.createdAt === createdAt;
}

/** Changes what an opened connection does by itself, as long as it is there: what was forgotten does not come back. */
export async function changeStateOf(
  ports: { store: Pick<Store, 'connections' | 'syncStates'> },
  opened: Opened,
  next: (state: SyncState) => SyncState,
): Promise<void> {
  const { organisation, kind } = opened;
  const gather = (): Promise<boolean> => isStillThere(ports, opened);
  await change(ports.store.syncStates, { organisation, id: kind, gather }, (state, isThere) =>
    isThere ? { write: next(state ?? newSyncState(opened)) } : 'unchanged',
  );
}

/** Takes the lease of a connection; false while somebody else has it. A run is noted with it. */
export async function takeLease(
  ports: Ports,
  of: Of,
  holder: string,
  now: Instant,
  term: keyof typeof TERM_SECONDS = 'call',
): Promise<boolean> {
  const { item } = await change(
    ports.store.syncStates,
    { organisation: of.organisation, id: of.kind },
    (state = newSyncState(of)) =>
      state.lease !== undefined && state.lease.holder !== holder && state.lease.until > now
        ? 'unchanged'
        : {
            write: {
              ...state,
              ...(term === 'run' && { readAt: now }),
              lease: { holder, until: plusSeconds(now, TERM_SECONDS[term]) },
            },
          },
  );
  return item?.lease?.holder === holder;
}

/**
 * Holds the lease for a call's term from now on, where it is one's own or free; false where somebody else has it. What may
 * be done once alone, such as using a refresh token, is done behind it: whoever stood still may have lost the lease.
 */
export async function holdLease(ports: Ports, of: Of, holder: string, now: Instant): Promise<boolean> {
  const { item } = await change(
    ports.store.syncStates,
    { organisation: of.organisation, id: of.kind },
    (state = newSyncState(of)) => {
      const { lease } = state;
      if (lease !== undefined && lease.holder !== holder && lease.until > now) return 'unchanged';
      const until = plusSeconds(now, TERM_SECONDS.call);
      if (lease?.holder === holder && lease.until >= until) return 'unchanged';
      return { write: { ...state, lease: { holder, until } } };
    },
  );
  return item?.lease?.holder === holder;
}

/** Gives the lease back, if it is still one’s own. */
export async function giveLeaseBack(ports: Ports, of: Of, holder: string): Promise<void> {
  await change(ports.store.syncStates, { organisation: of.organisation, id: of.kind }, (state) => {
    if (state?.lease?.holder !== holder) return 'unchanged';
    const { lease: _lease, ...free } = state;
    return { write: free };
  });
}
