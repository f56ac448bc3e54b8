import type { SyncProgress } from '../../domain/connections/connection.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import { linkId } from '../../domain/crm/crm-link.ts';
import { crmObjects, type CrmObject, type CrmRecord } from '../../domain/crm/crm-object.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { CrmError } from '../../ports/crm-error.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { changeSyncState } from '../connections/lease.ts';
import { withCrm, type WithCrm } from '../connections/open-crm.ts';
import { enrollWaiting } from '../crm-rules/enroll-waiting.ts';
import { refreshOwners } from './crm-people.ts';
import { importSlice } from './import-slice.ts';
import { readPicklist } from './read-picklist.ts';
import { loadTakeInContext, type TakeInContext } from './take-in-context.ts';
import { takeInAccount } from './take-in-account.ts';
import { takeInPerson } from './take-in-person.ts';
import type { TakenIn } from './taken-in.ts';

/** Changes that are asked for at once, and records of different people that are worked on side by side. */
const PAGE = 200;
const SIDE_BY_SIDE = 8;
/** The clock of the CRM may be behind ours: what is so much older still counts as new to rules. */
const OVERLAP_MINUTES = 10;

/** What a run came to. */
export type SyncReport = { taken: number; passedOver: { record: string; why: unknown }[] };

/**
 * Reads what changed in a connected CRM and takes it in (B6), page by page: the cursor is written behind each, so that a
 * run that dies is gone on with, and what comes twice changes nothing. One at a time, under the lease. A record that
 * cannot be taken in is counted and passed over.
 */
export async function syncConnection(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; holder: string; now: Instant; hasTime: () => boolean },
): Promise<WithCrm<SyncReport>> {
  const { organisation, kind, now, hasTime } = of;
  const state = await ports.store.syncStates.get(organisation, kind);
  if (state?.notBefore !== undefined && now < state.notBefore) return { kind: 'busy' };
  return withCrm(ports, { ...of, alone: true }, async (crm, connection) => {
    const report: SyncReport = { taken: 0, passedOver: [] };
    const mapping = await ports.store.mappings.get(organisation, kind);
    await refreshOwners(ports, crm, of);
    if (mapping === undefined) return report;
    await refreshStatuses(ports, crm, mapping, now);
    // Accounts first: people belong to them.
    for (const object of crmObjects.toReversed()) {
      if (!crm.objects.includes(object) || fieldsToRead(mapping, object).length === 0) continue;
      const known = state?.objects[object]?.caughtUpAt ?? connection.createdAt;
      const context = await loadTakeInContext(ports, {
        ...{ organisation, kind, mapping, crm, now },
        newSince: plusMinutes(known, -OVERLAP_MINUTES),
        connectedBy: connection.createdBy,
      });
      await readChanges(ports, crm, context, { object, since: connection.createdAt, report, hasTime });
      if (hasTime()) await importSlice(ports, crm, context, { object, hasTime });
    }
    await enrollWaiting(ports, { organisation, kind, now, most: PAGE });
    if (hasTime()) await noteWhole(ports, of);
    return report;
  });
}

async function readChanges(
  ports: ConnectionPorts,
  crm: Crm,
  context: TakeInContext,
  of: { object: CrmObject; since: Instant; report: SyncReport; hasTime: () => boolean },
): Promise<void> {
  const { organisation, kind, mapping, now } = context;
  const { object, report, hasTime } = of;
  const fields = fieldsToRead(mapping, object);
  while (hasTime()) {
    const state = await ports.store.syncStates.get(organisation, kind);
    const cursor = state?.objects[object]?.cursor;
    const changes = await crm.changes({
      ...{ object, fields, most: PAGE },
      ...(cursor === undefined ? { since: of.since } : { cursor }),
    });
    const done = await takeInAll(ports, context, changes.records);
    report.taken += done.taken;
    report.passedOver.push(...done.passedOver);
    await noteProgress(ports, { organisation, kind, object }, (before) => ({
      cursor: changes.cursor,
      caughtUpAt: changes.more ? before.caughtUpAt : now,
      taken: before.taken + done.taken,
      passedOver: before.passedOver + done.passedOver.length,
    }));
    if (!changes.more) return;
  }
}

/** Takes records in: those of one id in their order, those of different ones side by side. */
export async function takeInAll(
  ports: ConnectionPorts,
  context: TakeInContext,
  records: readonly CrmRecord[],
): Promise<SyncReport> {
  const report: SyncReport = { taken: 0, passedOver: [] };
  const byId = [...Map.groupBy(records, ({ id }) => id).values()];
  await inChunks(byId, SIDE_BY_SIDE, async (some) => {
    for (const record of some) {
      const done = await takeInOne(ports, context, record);
      if ('failed' in done)
        report.passedOver.push({ record: linkId(context.kind, record.object, record.id), why: done.failed });
      else report.taken += 1;
    }
  });
  return report;
}

/** What is broken about one record keeps no other waiting; what is broken about the CRM or the store stops the page. */
async function takeInOne(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<TakenIn | { failed: unknown }> {
  const done =
    record.object === 'account'
      ? await takeInAccount(ports, context, record)
      : await takeInPerson(ports, context, record);
  return done.outcome === 'refused' ? { failed: done.why } : done;
}

async function noteProgress(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; object: string },
  next: (before: SyncProgress) => SyncProgress,
): Promise<void> {
  await changeSyncState(ports, of, (state) => ({
    ...state,
    objects: { ...state.objects, [of.object]: next(state.objects[of.object] ?? { taken: 0, passedOver: 0 }) },
  }));
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
async function noteWhole(
  ports: ConnectionPorts,
  of: { organisation: string; kind: CrmKind; now: Instant },
): Promise<void> {
  const state = await ports.store.syncStates.get(of.organisation, of.kind);
  if (state?.problem?.trouble !== 'mapping') return;
  await changeSyncState(ports, of, ({ problem: _problem, ...good }) => good);
}
