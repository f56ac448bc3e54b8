import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import { textOf } from '../../domain/time/instants.ts';
import { walkPages } from '../../ports/walk.ts';
import type { AtWork, WritePorts } from './crm-call.ts';
import { workOff } from './write-crm.ts';

/** Writes that are looked at in one run, and in one go. */
const MOST = 2_000;
const PAGE = 200;

/** Those that may be due, in the order in which they are looked at: what is not known first. */
const statuses = ['unknown', 'claimed', 'pending'] as const satisfies readonly CrmWrite['state']['status'][];

/**
 * Works off the writes of a connection that are due: those that failed before, whose claim ran out, or that nobody came
 * to (B6). The longest due first, as many as fit into a run. What is left is due in the next run.
 *
 * @throws CrmError what is wrong with the connection
 */
export async function retryDueWrites(
  ports: WritePorts,
  work: AtWork,
): Promise<{ looked: number; more: boolean }> {
  const { organisation, kind, now, goesOn = () => true } = work;
  let looked = 0;
  for (const status of statuses) {
    const query = { index: 'byState' as const, of: `${kind}.${status}`, upTo: textOf(now) };
    const pages = walkPages((page) => ports.store.crmWrites.list(organisation, { ...page, query }), {
      limit: PAGE,
    });
    for await (const { items } of pages) {
      if (items.length > 0 && (looked >= MOST || !goesOn())) return { looked, more: true };
      await workOff(ports, work, items);
      looked += items.length;
    }
  }
  return { looked, more: false };
}
