import type { LeadId } from '../../domain/kernel/ids.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { textOf } from '../../domain/time/instants.ts';
import { walk } from '../../ports/walk.ts';
import type { Store } from '../../ports/store.ts';

/** Leads whose records are read side by side, and records of one that are looked at: as many as its list has. */
const AT_ONCE = 20;
const MOST = 10_000;

/** Of which lead records are asked for: those made after `first`, up to one after `last`, and not the record `but`. */
export type AskedOfRecords = { leadId: LeadId; first: Instant; last: Instant; but: string | undefined };

/**
 * When the records of a lead were made last, by type: of those made since the first moment that is asked about, and no
 * further than there is one of each type after the last of them.
 */
export async function readLatestRecords(
  store: Pick<Store, 'records'>,
  organisation: string,
  asked: readonly AskedOfRecords[],
  types: readonly string[],
): Promise<ReadonlyMap<string, Instant>[]> {
  const read = await inChunks(asked, AT_ONCE, async ({ leadId, first, last, but }) => {
    const latest = new Map<string, Instant>();
    const query = { index: 'byLead', of: leadId, from: textOf(first) } as const;
    const made = walk((page) => store.records.list(organisation, { ...page, query }), { most: MOST });
    for await (const { id, typeId, createdAt } of made) {
      if (id === but || !types.includes(typeId)) continue;
      latest.set(typeId, createdAt);
      if (types.every((type) => (latest.get(type) ?? last) > last)) break;
    }
    return latest;
  });
  return read.map(({ result }) => result);
}
