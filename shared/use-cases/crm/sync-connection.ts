import type { SyncProgress } from '../../domain/connections/connection.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import { crmObjects, type CrmObject } from '../../domain/crm/crm-object.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { CrmError } from '../../ports/crm-error.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { changeStateOf, type Opened } from '../connections/lease.ts';
import { mayGoOn, withCrm, type WithCrm } from '../connections/open-crm.ts';
import { enrollWaiting } from '../crm-rules/enroll-waiting.ts';
import { retryDueWrites } from '../crm-writes/retry-due-writes.ts';
import { refreshOwners } from '../crm-fields/refresh-owners.ts';
import { importSlice } from './import-slice.ts';
import { readPicklist } from './read-picklist.ts';
import { loadTakeInContext, type TakeInContext } from './take-in-context.ts';
import { isSameAccount } from './same-account.ts';
import { takeInAll } from './take-in-all.ts';

/** Changes that are asked for at once. */
const PAGE = 200;
/** The clock of the CRM may be behind ours: what is so much older still is read after connecting, and new to rules. */
const OVERLAP_MINUTES = 10;
/** Records that could not be taken in are named with the connection: so many, the newest. */
const mostPassedOver = 50;

/**
 * In which order objects are read. Accounts first: people belong to them. Leads before contacts: one that was converted is
 * known by its contact from then on, so that the contact is nobody new.
 */
const inOrder = ['account', 'lead', 'contact'] as const satisfies readonly CrmObject[];

/** What a run came to. */
export type SyncReport = { taken: number; passedOver: PassedOver[] };

/** A record that could not be taken in, and what to mend. */
export type PassedOver = { record: string; why: string };

/**
 * Reads what changed in a connected CRM and takes it in (B6), page by page: the cursor is written behind each, so that a
 * run that dies is gone on with, and what comes twice changes nothing. One at a time, under the lease. A record that
 * cannot be taken in is counted and passed over.
 */
export async function syncConnection(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; holder: string; now: Instant; hasTime: () => boolean },
): Promise<WithCrm<SyncReport>> {
  const { organisation, kind, holder, now, hasTime } = of;
  const state = await ports.store.syncStates.get(organisation, kind);
  if (state?.notBefore !== undefined && now < state.notBefore) return { kind: 'busy' };
  return withCrm(ports, { ...of, alone: true }, async (crm, connection) => {
    const report: SyncReport = { taken: 0, passedOver: [] };
    if (!(await isSameAccount(ports, crm, connection, of))) return report;
    const mapping = await ports.store.mappings.get(organisation, kind);
    await refreshOwners(ports, crm, of);
    if (mapping === undefined) return report;
    await refreshStatuses(ports, crm, mapping, now);
    const objects = inOrder.filter(
      (object) => crm.objects.includes(object) && fieldsToRead(mapping, object).length > 0,
    );
    const goesOn = async (): Promise<boolean> => hasTime() && (await mayGoOn(ports, connection));
    const contextOf = (object: CrmObject): Promise<TakeInContext> =>
      loadTakeInContext(ports, {
        ...{ organisation, kind, mapping, crm, now },
        newSince: plusMinutes(state?.objects[object]?.caughtUpAt ?? connection.createdAt, -OVERLAP_MINUTES),
        connectedBy: connection.createdBy,
      });
    // What is wished goes out first: however much is to be read, it does not wait for the end of that.
    await retryDueWrites(ports, {
      ...{ organisation, kind, crm, holder, now, connectedAt: connection.createdAt, goesOn: hasTime },
      takesIn: async (object, ids) => {
        const records = await crm.read({ object, ids, fields: fieldsToRead(mapping, object) });
        // Nothing happened to them that a rule would act on.
        await takeInAll(ports, { ...(await contextOf(object)), imports: true }, records);
        return new Set(records.map(({ id }) => id));
      },
    });
    for (const object of objects)
      await readChanges(ports, crm, await contextOf(object), {
        ...{ object, opened: connection, report, goesOn },
        since: plusMinutes(connection.createdAt, -OVERLAP_MINUTES),
      });
    await enrollWaiting(ports, { organisation, kind, now, most: PAGE });
    // An import takes the time that is left, and keeps nothing else waiting.
    for (const object of objects)
      if (hasTime()) await importSlice(ports, crm, await contextOf(object), { object, goesOn });
    if (hasTime()) await noteWhole(ports, connection);
    return report;
  });
}

async function readChanges(
  ports: ConnectionPorts,
  crm: Crm,
  context: TakeInContext,
  of: {
    object: CrmObject;
    opened: Opened;
    since: Instant;
    report: SyncReport;
    goesOn: () => Promise<boolean>;
  },
): Promise<void> {
  const { organisation, kind, mapping, now } = context;
  const { object, opened, report, goesOn } = of;
  const fields = fieldsToRead(mapping, object);
  while (await goesOn()) {
    const state = await ports.store.syncStates.get(organisation, kind);
    const cursor = state?.objects[object]?.cursor;
    const changes = await crm.changes({
      ...{ object, fields, most: PAGE },
      ...(cursor === undefined ? { since: of.since } : { cursor }),
    });
    const done = await takeInAll(ports, context, changes.records);
    report.taken += done.taken;
    report.passedOver.push(...done.passedOver);
    await noteProgress(ports, opened, object, (before) => ({
      cursor: changes.cursor,
      caughtUpAt: changes.more ? before.caughtUpAt : now,
      taken: before.taken + done.taken,
      passedOver: before.passedOver + done.passedOver.length,
    }));
    await notePassedOver(ports, opened, now, done.passedOver);
    if (!changes.more) return;
  }
}

async function noteProgress(
  ports: ConnectionPorts,
  opened: Opened,
  object: CrmObject,
  next: (before: SyncProgress) => SyncProgress,
): Promise<void> {
  await changeStateOf(ports, opened, (state) => ({
    ...state,
    objects: { ...state.objects, [object]: next(state.objects[object] ?? { taken: 0, passedOver: 0 }) },
  }));
}

/** Names the records that could not be taken in, with the connection: as many as somebody looks at. */
async function notePassedOver(
  ports: ConnectionPorts,
  opened: Opened,
  now: Instant,
  some: readonly PassedOver[],
): Promise<void> {
  if (some.length === 0) return;
  const added = some.map((one) => ({ ...one, at: now })).toReversed();
  await changeStateOf(ports, opened, (state) => {
    const before = (state.passedOver ?? []).filter(({ record }) =>
      some.every((one) => one.record !== record),
    );
    return { ...state, passedOver: [...added, ...before].slice(0, mostPassedOver) };
  });
}

/** The lists that statuses are chosen from are kept fresh, so that workflows are checked against what is there. */
async function refreshStatuses(
  ports: ConnectionPorts,
  crm: Crm,
  { organisation, kind, status }: Mapping,
  now: Instant,
): Promise<void> {
  for (const object of crmObjects) {
    const field = status[object];
    if (field === undefined || !crm.objects.includes(object)) continue;
    try {
      await readPicklist(ports, crm, { organisation, kind, object, field }, now);
    } catch (error) {
      // A field that is gone is told of by reading changes, which ask for it too.
      if (!(error instanceof CrmError) || error.fault.kind !== 'no-field') throw error;
    }
  }
}

/** A whole run without a fault: the mapping fits what is there. */
async function noteWhole(ports: ConnectionPorts, opened: Opened): Promise<void> {
  const state = await ports.store.syncStates.get(opened.organisation, opened.kind);
  if (state?.problem?.trouble !== 'mapping') return;
  await changeStateOf(ports, opened, ({ problem: _problem, ...good }) => good);
}
