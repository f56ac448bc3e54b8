import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { textOf } from '../../domain/time/instants.ts';

type Ports = { store: Pick<Store, 'leads' | 'activities'> };
type Request = { organisation: string; leadId: LeadId; by: string; now: Instant };

/**
 * Takes back that a lead was disqualified (A14): it is again what it was, a lead or a contact, and may be enrolled anew.
 * What was stopped stays stopped, and no webhook is told. One that is not disqualified stays as it is. Undefined when
 * there is no such lead.
 */
export async function reopenLead(ports: Ports, request: Request): Promise<Lead | undefined> {
  const { organisation, leadId, by } = request;
  const lead = await note(ports, request);
  if (lead?.reopenedAt === undefined) return lead;
  const { reopenedAt: at } = lead;
  await ports.store.activities.add([
    { organisation, leadId, id: `reopened-${textOf(at)}`, at, events: [{ type: 'reopened', by }] },
  ]);
  return lead;
}

async function note(ports: Ports, { organisation, leadId, now }: Request): Promise<Lead | undefined> {
  const { item } = await change(ports.store.leads, { organisation, id: leadId }, (lead) => {
    if (lead?.status !== 'disqualified') return 'unchanged';
    const status = lead.convertedAt === undefined ? ('lead' as const) : ('contact' as const);
    return { write: { ...lead, status, reopenedAt: now } };
  });
  return item;
}
