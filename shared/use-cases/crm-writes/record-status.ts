import type { LeadId } from '../../domain/kernel/ids.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmObject } from '../../domain/crm/crm-object.ts';
import { isPerson } from '../../domain/crm/crm-link.ts';
import { isUnderWay, writeId, type CrmRecordOf, type CrmWrite } from '../../domain/crm/crm-write.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Store } from '../../ports/store.ts';

/** Leads of one account that are told of its status at most. */
const MOST = 200;

/**
 * Records that an integration status changed in the CRM (B2): an activity of the lead, or of each lead of an account.
 * `key` names the change: told twice, it is recorded once.
 */
export async function recordStatusUpdate(
  { store }: { store: Pick<Store, 'activities'> },
  change: {
    organisation: string;
    kind: CrmKind;
    object: CrmObject;
    leadIds: readonly LeadId[];
    from: string | undefined;
    to: string;
    key: string;
    at: Instant;
  },
): Promise<void> {
  const { organisation, kind, object, leadIds, from, to, key, at } = change;
  const told = [...new Set(leadIds)].slice(0, isPerson(object) ? 1 : MOST);
  if (told.length === 0) return;
  const event = {
    type: 'integration-status-updated' as const,
    connection: kind,
    object,
    ...(from !== undefined && { from }),
    to,
  };
  await store.activities.add(
    told.map((leadId) => ({ organisation, leadId, id: `crm-status-${key}`, at, events: [event] })),
  );
}

/** For how long after a write a change that comes back may be its own, in minutes: runs come every five. */
const OWN_MINUTES = 15;

/**
 * Whether a status that is read from the CRM is our own write, which came back before both sides agreed on it: it is being
 * written, or was written a moment ago.
 */
export async function isOwnStatus(
  { store }: { store: Pick<Store, 'crmWrites'> },
  of: CrmRecordOf & { organisation: string; field: string; value: string; now: Instant },
): Promise<boolean> {
  const ids = [writeId(of, 'fields'), ...(of.object === 'lead' ? [writeId(of, 'convert')] : [])];
  const writes = await store.crmWrites.getMany(of.organisation, ids);
  return writes.some((write) => isRecent(write, of.now) && wishes(write, of));
}

function isRecent(write: CrmWrite, now: Instant): boolean {
  if (write.withdrawn === true) return false;
  if (write.state.status === 'written') return write.state.at >= plusMinutes(now, -OWN_MINUTES);
  return isUnderWay(write);
}

function wishes({ work }: CrmWrite, { field, value }: { field: string; value: string }): boolean {
  if (work.kind === 'fields') return work.fields[field] === value;
  return work.kind === 'convert' && work.status === value;
}
