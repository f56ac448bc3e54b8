import { linkId } from '../../domain/crm/crm-link.ts';
import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import { claimed, outlived, settled, type WriteEnd } from '../../domain/crm/settle-write.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import { askForWrite } from './ask-for-write.ts';
import type { AtWork, Called, WritePorts } from './crm-call.ts';

/** Writes to the store that are made side by side. */
const AT_ONCE = 20;

/** Values that both sides agree on, by the id of the link. */
export type Agreed = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Claims writes, each by one conditional write: those that somebody else changed meanwhile are left to whoever did. */
export async function claimAll(
  { store }: WritePorts,
  { holder, now }: AtWork,
  writes: readonly CrmWrite[],
): Promise<CrmWrite[]> {
  const tried = await inChunks(writes, AT_ONCE, async (write) => {
    const mine = claimed(write, holder, now);
    return (await store.crmWrites.put(mine, write.revision)) === 'written' ? mine : undefined;
  });
  return tried.flatMap(({ result }) => result ?? []);
}

/** Those of some writes that are of this connection; others are left for a person. */
export async function ofThisConnection(
  { store }: WritePorts,
  { connectedAt, now }: AtWork,
  writes: readonly CrmWrite[],
): Promise<CrmWrite[]> {
  const [old, own] = [true, false].map((isOld) =>
    writes.filter((write) => (outlived(write, connectedAt, now) !== undefined) === isOld),
  );
  await inChunks(old ?? [], AT_ONCE, ({ organisation, id }) =>
    change(store.crmWrites, { organisation, id }, (item) => {
      const write = outlived(item, connectedAt, now);
      return write === undefined ? 'unchanged' : { write };
    }),
  );
  return own ?? [];
}

/** What both sides agreed on of the records of some writes, before they are written. */
export async function agreedBefore(
  { store }: WritePorts,
  organisation: string,
  writes: readonly CrmWrite[],
): Promise<Agreed> {
  const links = await store.crmLinks.getMany(organisation, [...new Set(writes.map(linkOf))]);
  return new Map(links.map(({ id, agreed }) => [id, agreed]));
}

/**
 * Settles a batch, by the time that it is when the call is over: a run may have begun minutes before. Of what was written both sides agree first, so that it is no change when it is read from the CRM; then
 * the write is marked, or is pending at once where there is a newer wish.
 */
export async function settleAll(
  ports: WritePorts,
  ends: Called['ends'],
  agreed: Agreed,
  statusField?: string,
): Promise<void> {
  const now = ports.clock.now();
  await inChunks(ends, AT_ONCE, async ({ write, end }) => {
    if (end.kind === 'moved') return move(ports, write, end.into, now);
    if (end.kind === 'written') await agree(ports, write, valuesOf(write, statusField), agreed);
    await settle(ports, write, end, now);
  });
}

/** Marks a claimed write by what came of it, unless somebody else has it by now. */
export async function settle(
  { store }: WritePorts,
  mine: CrmWrite,
  end: WriteEnd,
  now: Instant,
): Promise<void> {
  const { organisation, id } = mine;
  await change(store.crmWrites, { organisation, id }, (item) => {
    const write = settled(item, mine, end, now);
    return write === undefined ? 'unchanged' : { write };
  });
}

/** The record was merged: the same is wished of the one that it was merged into, and is done with here. */
async function move(ports: WritePorts, write: CrmWrite, into: string, now: Instant): Promise<void> {
  const { organisation, kind, object, ours, work, since, because, askedAt, id } = write;
  const rest = { organisation, kind, object, theirId: into, ours, because };
  const activity = id.slice(`${linkOf(write)}.activity.`.length);
  if (work.kind === 'fields') {
    // Each since when it is wished: what is wished of the other record since then stays.
    const byTime = Map.groupBy(Object.entries(work.fields), ([field]) => since?.[field] ?? askedAt);
    for (const [at, some] of byTime) {
      const fields = Object.fromEntries(some);
      await askForWrite(ports, { ...rest, at, work: { kind: 'fields', fields } }, { now });
    }
  } else await askForWrite(ports, { ...rest, at: askedAt, work }, { now, activity });
  await settle(ports, write, { kind: 'written' }, now);
}

function valuesOf({ work }: CrmWrite, statusField: string | undefined): Record<string, string | null> {
  if (work.kind === 'fields') return work.fields;
  return work.kind === 'convert' && statusField !== undefined ? { [statusField]: work.status } : {};
}

/** Both sides agree on what was written; what was taken in from the CRM in the meantime is newer, and stays. */
export async function agree(
  { store }: WritePorts,
  write: CrmWrite,
  values: Readonly<Record<string, string | null>>,
  before: Agreed,
): Promise<void> {
  const id = linkOf(write);
  const then = before.get(id);
  if (then === undefined || Object.keys(values).length === 0) return;
  await change(store.crmLinks, { organisation: write.organisation, id }, (link) => {
    if (link === undefined) return 'unchanged';
    const ours = Object.entries(values).filter(
      ([field, value]) => link.agreed[field] === then[field] && (link.agreed[field] ?? null) !== value,
    );
    if (ours.length === 0) return 'unchanged';
    const empty = new Set(ours.flatMap(([field, value]) => (value === null ? [field] : [])));
    const all = Object.entries({ ...link.agreed, ...Object.fromEntries(ours) });
    const agreed = all.flatMap(([field, value]) =>
      empty.has(field) || value === null ? [] : [[field, value] as const],
    );
    const isEmpty = [...empty, ...(link.empty ?? []).filter((field) => !Object.hasOwn(values, field))];
    const { empty: _before, ...rest } = link;
    return {
      write: {
        ...rest,
        agreed: Object.fromEntries(agreed),
        ...(isEmpty.length > 0 && { empty: isEmpty }),
      },
    };
  });
}

/** The id of the link of the record that is written. */
function linkOf({ kind, object, theirId }: CrmWrite): string {
  return linkId(kind, object, theirId);
}
