import type { UserId } from '../../domain/kernel/ids.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import { crmObjects } from '../../domain/crm/crm-object.ts';
import { statusFieldOf } from '../../domain/crm/map-values.ts';
import { isUnderWay, writeId, type CrmWrite } from '../../domain/crm/crm-write.ts';
import { isClaimable, isDue, lookedAt, lost, type Look } from '../../domain/crm/settle-write.ts';
import { chunksOf } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { CrmActivity } from '../../ports/crm.ts';
import { CrmError } from '../../ports/crm-error.ts';
import type { Store } from '../../ports/store.ts';
import { loadCrmPeople } from '../crm-fields/crm-people.ts';
import {
  callFor,
  endsWork,
  isToBeLookedAt,
  mayRepeat,
  valuesForCrm,
  type AtWork,
  type OpensCrm,
  type WritePorts,
} from './crm-call.ts';
import { readFirst } from './read-first.ts';
import { agree, agreedBefore, claimAll, ofThisConnection, settleAll } from './settle-writes.ts';

/** Records and activities that the CRM takes in one call. */
const RECORDS = 200;
const ACTIVITIES = 100;
/** How long a conversion waits for what is still to be written to its lead, in minutes. */
const BEHIND_FIELDS_MINUTES = 5;

type Ports = WritePorts & { store: WritePorts['store'] & Pick<Store, 'syncStates'> };

/** What came of a batch: nothing was due · the connection is not there, paused or busy, or has to wait: so do the writes. */
export type WroteCrm = 'nothing' | 'waits' | 'done' | { fault: string };

/**
 * Works off writes of one connection that are due (B6): each is claimed before the CRM is called, and settled after it.
 * What cannot be done now stays as it is, to be found by {@link retryDueWrites}.
 */
export async function writeCrm(
  ports: Ports,
  of: {
    organisation: string;
    kind: CrmKind;
    writes: readonly CrmWrite[];
    now: Instant;
    goesOn?: () => boolean;
  },
  opens: OpensCrm,
): Promise<WroteCrm> {
  const { organisation, kind, now, goesOn } = of;
  const writes = of.writes.filter((write) => isDue(write, now));
  if (writes.length === 0) return 'nothing';
  const sync = await ports.store.syncStates.get(organisation, kind);
  if (sync?.notBefore !== undefined && sync.notBefore > now) return 'waits';
  const holder = ports.ids.next();
  const opened = await opens({ organisation, kind, holder, now }, (crm, { createdAt: connectedAt }) =>
    workOff(ports, { organisation, kind, crm, holder, now, connectedAt, goesOn }, writes),
  );
  if (opened.kind === 'done') return 'done';
  return opened.kind === 'fault' ? { fault: opened.message } : 'waits';
}

/**
 * Works off writes with a CRM that is open: what is not known is looked for, then fields, activities and conversions, in
 * this order: a lead that is converted takes nothing more.
 *
 * @throws CrmError what is wrong with the connection, when everything that was called for is settled
 */
export async function workOff(ports: WritePorts, work: AtWork, writes: readonly CrmWrite[]): Promise<void> {
  const { crm, now } = work;
  const due = writes.filter((write) => isDue(write, now));
  const [unclear, clear] = [true, false].map((unknown) =>
    due.filter((write) => isToBeLookedAt(write, crm) === unknown),
  );
  let wrong: CrmError | undefined;
  const step = async (doing: () => Promise<CrmError | undefined>): Promise<void> => {
    if (endsWork(wrong) || work.goesOn?.() === false) return;
    wrong = (await doing()) ?? wrong;
  };
  const again: CrmWrite[] = [];
  for (const write of unclear ?? [])
    await step(async () => {
      const { error, pending } = await lookFor(ports, work, write);
      again.push(...pending);
      return error;
    });
  const claimable = [...(clear ?? []), ...again].filter((write) =>
    isClaimable(write, now, mayRepeat(write, crm)),
  );
  const all = await ofThisConnection(ports, work, claimable);
  const ofKind = (kind: CrmWrite['work']['kind']) => all.filter((write) => write.work.kind === kind);
  for (const object of crmObjects)
    for (const batch of chunksOf(
      ofKind('fields').filter((write) => write.object === object),
      RECORDS,
    ))
      await step(() => writeFields(ports, work, object, batch));
  for (const batch of chunksOf(ofKind('activity'), ACTIVITIES))
    await step(() => addActivities(ports, work, batch));
  for (const write of ofKind('convert')) await step(() => convert(ports, work, write));
  if (wrong !== undefined) throw wrong;
}

async function writeFields(
  ports: WritePorts,
  work: AtWork,
  object: CrmWrite['object'],
  batch: readonly CrmWrite[],
): Promise<CrmError | undefined> {
  const claims = await claimAll(ports, work, await readFirst(ports, work, object, batch));
  if (claims.length === 0) return undefined;
  const agreed = await agreedBefore(ports, work.organisation, claims);
  const { ends, error } = await callFor(
    claims,
    (some) =>
      work.crm.write(
        object,
        some.map((write) => ({ id: write.theirId, fields: valuesForCrm(write) })),
      ),
    { now: work.now, repeats: true },
  );
  await settleAll(ports, ends, agreed);
  return error;
}

async function addActivities(
  ports: WritePorts,
  work: AtWork,
  batch: readonly CrmWrite[],
): Promise<CrmError | undefined> {
  const { organisation, kind, crm, now } = work;
  const claims = await claimAll(ports, work, batch);
  if (claims.length === 0) return undefined;
  const { ownerOf } = await loadCrmPeople(ports, organisation, kind);
  const { ends, error } = await callFor(
    claims,
    (some) => crm.addActivities(some.flatMap((write) => activityOf(write, ownerOf) ?? [])),
    { now, repeats: crm.knowsActivities === true },
  );
  await settleAll(ports, ends, new Map());
  return error;
}

function activityOf(
  { id: key, object, theirId, work }: CrmWrite,
  ownerOf: (userId: UserId) => string | undefined,
): CrmActivity | undefined {
  if (work.kind !== 'activity') return undefined;
  const { of, as, subject, body, at, seconds, userId } = work;
  const ownerId = userId === undefined ? undefined : ownerOf(userId);
  const about = { object, id: theirId };
  return { key, about, as, call: of === 'call', subject, body, at, seconds, ownerId };
}

/**
 * Converts a lead, once: what is still to be written to it goes first, and it is read before it is converted, since it may
 * be converted already, by whomever.
 */
async function convert(ports: WritePorts, work: AtWork, write: CrmWrite): Promise<CrmError | undefined> {
  const { organisation, crm, now } = work;
  if (write.work.kind !== 'convert') return undefined;
  const { status } = write.work;
  const fields = await ports.store.crmWrites.get(organisation, writeId(write, 'fields'));
  if (fields !== undefined && isUnderWay(fields)) {
    const state = { ...write.state, nextAt: plusMinutes(now, BEHIND_FIELDS_MINUTES) };
    if (state.status === 'pending')
      await ports.store.crmWrites.put({ ...write, revision: write.revision + 1, state }, write.revision);
    return undefined;
  }
  const claims = await claimAll(ports, work, [write]);
  const agreed = await agreedBefore(ports, organisation, claims);
  const statusField = await leadStatusField(ports, work);
  if (crm.convert === undefined) {
    const why = 'This CRM converts no leads.';
    const ends = claims.map((mine) => ({ write: mine, end: { kind: 'failed' as const, why } }));
    await settleAll(ports, ends, agreed);
    return undefined;
  }
  // Reading asks for nothing: whatever goes wrong with it, nothing was done.
  const looked = await callFor(claims, async () => [await isConverted(work, write)], { now, repeats: true });
  const open = looked.ends.flatMap(({ write: mine, end }) => (end.kind === 'again' ? [mine] : []));
  if (looked.error !== undefined || open.length === 0) {
    await settleAll(ports, looked.ends, agreed, statusField);
    return looked.error;
  }
  const call = async () => {
    const answer = await crm.convert?.(write.theirId, status);
    return answer === undefined ? [] : [answer];
  };
  const { ends, error } = await callFor(open, call, { now, repeats: false });
  await settleAll(ports, ends, agreed, statusField);
  return error;
}

/** Whether a lead is converted already; `later`: it is not. */
async function isConverted({ crm }: AtWork, { theirId }: CrmWrite) {
  const [lead] = await crm.read({ object: 'lead', ids: [theirId], fields: [] });
  if (lead === undefined) return { kind: 'gone' as const };
  return lead.convertedTo === undefined
    ? { kind: 'later' as const, why: 'It is to be converted.' }
    : { kind: 'written' as const };
}

async function leadStatusField(
  { store }: WritePorts,
  { organisation, kind }: AtWork,
): Promise<string | undefined> {
  const mapping = await store.mappings.get(organisation, kind);
  return mapping && statusFieldOf(mapping, 'lead');
}

/**
 * Finds out what came of a write that is not known to have been done: of a conversion by reading the lead (B6). What was
 * not done is pending again, after the time in which the call may still be under way there.
 */
async function lookFor(
  ports: WritePorts,
  work: AtWork,
  write: CrmWrite,
): Promise<{ error?: CrmError | undefined; pending: CrmWrite[] }> {
  const { organisation, now } = work;
  const { crmWrites } = ports.store;
  const { id } = write;
  // Whoever was at it is lost.
  if (write.state.status === 'claimed') {
    await change(crmWrites, { organisation, id }, (item) => {
      const next = item && lost(item, now);
      return next === undefined ? 'unchanged' : { write: next };
    });
  }
  try {
    const look = await lookAt(work, write);
    if (look === 'done') {
      const agreed = await agreedBefore(ports, organisation, [write]);
      const field = await leadStatusField(ports, work);
      if (write.work.kind === 'convert' && field !== undefined)
        await agree(ports, write, { [field]: write.work.status }, agreed);
    }
    const { item } = await change(crmWrites, { organisation, id }, (of) => {
      const next = lookedAt(of, look, now);
      return next === undefined ? 'unchanged' : { write: next };
    });
    return { pending: item?.state.status === 'pending' ? [item] : [] };
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    return { error, pending: [] };
  }
}

async function lookAt(work: AtWork, write: CrmWrite): Promise<Look> {
  if (write.work.kind !== 'convert') return 'cannot';
  const { kind } = await isConverted(work, write);
  // A lead that is gone is not converted any more: trying again says so.
  return kind === 'written' ? 'done' : 'not-done';
}
