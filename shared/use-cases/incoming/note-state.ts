import type { SyncState, Trouble } from '../../domain/connections/connection.ts';
import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { IncomingRefusal } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: { syncStates: Pick<Store['syncStates'], 'get' | 'put'> } };
export type ConnectionName = { organisation: string; kind: ConnectionKind };

/** That it works is noted once in so many seconds. */
const NOTED = 60;

const nothingKnown = ({ organisation, kind }: ConnectionName): Omit<SyncState, 'revision'> => ({
  organisation,
  id: kind,
  kind,
  objects: {},
});

/** Adds requests that were not believed to what is known of a connection. */
export async function noteRefused(
  { store }: Ports,
  of: ConnectionName,
  counts: Readonly<Partial<Record<IncomingRefusal, number>>>,
): Promise<void> {
  await change(store.syncStates, { organisation: of.organisation, id: of.kind }, (state) => {
    const refused = { ...state?.refused };
    for (const [why, count] of Object.entries(counts)) refused[why] = (refused[why] ?? 0) + count;
    return { write: { ...(state ?? nothingKnown(of)), refused } };
  });
}

/** Notes that a connection works: what it sent was read. */
export async function noteWorking({ store }: Ports, of: ConnectionName, now: Instant): Promise<void> {
  await change(store.syncStates, { organisation: of.organisation, id: of.kind }, (state) => {
    const last = state?.lastGoodAt;
    if (state?.problem === undefined && last !== undefined && secondsBetween(last, now) < NOTED) {
      return 'unchanged' as const;
    }
    const { problem: _over, ...rest } = state ?? nothingKnown(of);
    return { write: { ...rest, lastGoodAt: now, lastTriedAt: now } };
  });
}

/** Notes what keeps a connection from working; `since` is when it began. */
export async function noteTrouble(
  { store }: Ports,
  of: ConnectionName,
  { trouble, detail, now }: { trouble: Trouble; detail: string; now: Instant },
): Promise<void> {
  await change(store.syncStates, { organisation: of.organisation, id: of.kind }, (state) => {
    const before = state?.problem;
    const isSame = before?.trouble === trouble && before.detail === detail;
    const tried = state?.lastTriedAt;
    if (isSame && tried !== undefined && secondsBetween(tried, now) < NOTED) return 'unchanged' as const;
    const problem = { trouble, since: before?.trouble === trouble ? before.since : now, detail };
    return { write: { ...(state ?? nothingKnown(of)), problem, lastTriedAt: now } };
  });
}
