import { linkId, wasRead, type CrmLink } from '../../domain/crm/crm-link.ts';
import type { CrmObject } from '../../domain/crm/crm-object.ts';
import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import { mappedFor } from '../../domain/crm/map-values.ts';
import { withoutFields } from '../../domain/crm/settle-write.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { change } from '../../ports/change.ts';
import type { AtWork, WritePorts } from './crm-call.ts';

/** Items of the store that are changed side by side. */
const AT_ONCE = 20;

/**
 * Of writes of fields those that may be made now. A field that goes both ways and was mapped since its record was read last
 * is read first (B1): what stands there may be somebody's, and the mapping says whose stays. Taking the record in says so
 * too: it wishes ours anew, or makes theirs ours; what was wished before of such a field is dropped.
 */
export async function readFirst(
  ports: WritePorts,
  work: AtWork,
  object: CrmObject,
  batch: readonly CrmWrite[],
): Promise<CrmWrite[]> {
  const unread = await unreadOf(ports, work, object, batch);
  const [open, ready] = [true, false].map((isUnread) =>
    batch.filter(({ id }) => unread.has(id) === isUnread),
  );
  if (open === undefined || ready === undefined || open.length === 0) return [...batch];
  if (work.takesIn === undefined) return ready;
  const there = await work.takesIn(
    object,
    open.map(({ theirId }) => theirId),
  );
  await inChunks(
    open.filter(({ theirId }) => there.has(theirId)),
    AT_ONCE,
    (write) => drop(ports, write, unread.get(write.id) ?? [], work),
  );
  // Of one that is not there any more the CRM says so when it is written to.
  return [...ready, ...open.filter(({ theirId }) => !there.has(theirId))];
}

/** The fields of writes that were never read there, by the id of the write. */
async function unreadOf(
  { store }: WritePorts,
  { organisation, kind }: AtWork,
  object: CrmObject,
  batch: readonly CrmWrite[],
): Promise<Map<string, string[]>> {
  const links = await store.crmLinks.getMany(organisation, [
    ...new Set(batch.map(({ theirId }) => linkId(kind, object, theirId))),
  ]);
  const byId = new Map(links.map((link) => [link.id, link]));
  const some = batch.flatMap((write) => {
    const link = byId.get(linkId(kind, object, write.theirId));
    const fields = link === undefined ? [] : unreadIn(link, write);
    return fields.length === 0 ? [] : [[write.id, fields] as const];
  });
  if (some.length === 0) return new Map();
  const mapping = await store.mappings.get(organisation, kind);
  const both = mapping === undefined ? [] : mappedFor(mapping, object).filter(goesBothWays);
  return new Map(
    some.flatMap(([id, fields]) => {
      const unread = fields.filter((field) => both.some(({ theirs }) => theirs === field));
      return unread.length === 0 ? [] : [[id, unread] as const];
    }),
  );
}

const goesBothWays = ({ direction }: { direction: string }): boolean => direction === 'both';

function unreadIn(link: CrmLink, { work }: CrmWrite): string[] {
  return work.kind === 'fields' ? Object.keys(work.fields).filter((field) => !wasRead(link, field)) : [];
}

/** Drops what was wished of fields before they were read, unless it was wished anew since. */
async function drop(
  { store }: WritePorts,
  write: CrmWrite,
  fields: readonly string[],
  { now }: AtWork,
): Promise<void> {
  const { organisation, id, wish } = write;
  await change(store.crmWrites, { organisation, id }, (item) => {
    if (item?.state.status !== 'pending' || item.wish !== wish) return 'unchanged';
    return { write: withoutFields(item, fields, now) };
  });
}
