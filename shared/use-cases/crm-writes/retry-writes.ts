import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import { triedAgain } from '../../domain/crm/settle-write.ts';
import { expiryOfOpen } from '../../domain/crm/wish-write.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { refusedUnlessConnected } from './list-writes.ts';

type Ports = { store: Pick<Store, 'connections' | 'crmWrites'> };

/** Writes that are tried again by one request, and side by side. */
const MOST = 1_000;
const AT_ONCE = 20;

/** Tries a write again now: one that failed, that waits, or of which nobody knows whether it was done. */
export async function retryWrite(
  ports: Ports,
  { caller, kind, id, now }: { caller: Caller; kind: CrmKind; id: string; now: Instant },
): Promise<{ kind: 'asked'; item: CrmWrite } | Refusal> {
  const { organisation } = caller;
  const refused = await refusedUnlessConnected(ports, organisation, kind);
  if (refused !== undefined) return refused;
  const { item, kind: outcome } = await change(ports.store.crmWrites, { organisation, id }, (write) => {
    const next = write?.kind === kind ? triedAgain(write, now) : undefined;
    return next === undefined ? 'unchanged' : { write: { ...next, expiresAt: expiryOfOpen(now) } };
  });
  if (item?.kind !== kind) return { kind: 'not-found', what: 'write', id };
  if (outcome === 'written') return { kind: 'asked', item };
  const detail = item.state.status === 'claimed' ? 'It is being written just now.' : 'It is written already.';
  return { kind: 'conflict', detail };
}

/** Tries all writes again that failed, a thousand at most; `more`: there are others. */
export async function retryWrites(
  ports: Ports,
  { caller, kind, now }: { caller: Caller; kind: CrmKind; now: Instant },
): Promise<{ kind: 'asked'; retried: number; more: boolean } | Refusal> {
  const { organisation } = caller;
  const refused = await refusedUnlessConnected(ports, organisation, kind);
  if (refused !== undefined) return refused;
  const query = { index: 'byState' as const, of: `${kind}.failed` };
  const failed = walk((page) => ports.store.crmWrites.list(organisation, { ...page, query }), {
    most: MOST + 1,
  });
  const found = await Array.fromAsync(failed);
  const tried = await inChunks(found.slice(0, MOST), AT_ONCE, ({ id }) =>
    change(ports.store.crmWrites, { organisation, id }, (write) => {
      const next = write?.state.status === 'failed' ? triedAgain(write, now) : undefined;
      return next === undefined ? 'unchanged' : { write: { ...next, expiresAt: expiryOfOpen(now) } };
    }),
  );
  const retried = tried.filter(({ result }) => result.kind === 'written').length;
  return { kind: 'asked', retried, more: found.length > MOST };
}
