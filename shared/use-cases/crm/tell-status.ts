import type { LeadId } from '../../domain/kernel/ids.ts';
import { linkId } from '../../domain/crm/crm-link.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { statusFieldOf } from '../../domain/crm/map-values.ts';
import { textOf } from '../../domain/time/instants.ts';
import { walk } from '../../ports/walk.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { isOwnStatus, recordStatusUpdate } from '../crm-writes/record-status.ts';
import type { TakeInContext } from './take-in-context.ts';

/** Leads of one account that are told of its status at most. */
const mostLeads = 200;

/**
 * Tells that an integration status was changed in the CRM (B2), unless it is we who wished it: then the change is our own
 * write, which came back before it was settled.
 */
export async function tellStatus(
  ports: ConnectionPorts,
  { organisation, kind, mapping, now }: TakeInContext,
  record: CrmRecord,
  changed: { from: string | undefined; to: string } & ({ leadId: LeadId } | { accountId: string }),
): Promise<void> {
  const { object, id: theirId, modifiedAt: at } = record;
  const { from, to } = changed;
  const link = linkId(kind, object, theirId);
  const field = statusFieldOf(mapping, object) ?? '';
  if (await isOwnStatus(ports, { organisation, kind, object, theirId, field, value: to, now })) return;
  const leadIds =
    'leadId' in changed ? [changed.leadId] : await leadsOf(ports, organisation, `${kind}.${theirId}`);
  const key = `${link} ${textOf(at)}`;
  await recordStatusUpdate(ports, { organisation, kind, object, leadIds, from, to, key, at });
}

async function leadsOf({ store }: ConnectionPorts, organisation: string, of: string): Promise<string[]> {
  const leads: string[] = [];
  const links = walk(
    (page) => store.crmLinks.list(organisation, { ...page, query: { index: 'byTheirAccount', of } }),
    { most: mostLeads },
  );
  for await (const { ours } of links)
    if (ours?.startsWith('lead.') === true) leads.push(ours.slice('lead.'.length));
  return leads;
}
