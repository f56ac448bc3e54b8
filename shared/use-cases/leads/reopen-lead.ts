import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { ContentionError } from '../engine/contention.ts';
import { textOf } from '../../domain/time/instants.ts';

type Ports = { store: Pick<Store, 'leads' | 'activities'> };
type Request = { organisation: string; leadId: string; by: string; now: Instant };

const ATTEMPTS = 8;

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
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const lead = await ports.store.leads.get(organisation, leadId);
    if (lead?.status !== 'disqualified') return lead;
    const status = lead.convertedAt === undefined ? ('lead' as const) : ('contact' as const);
    const changed: Lead = { ...lead, status, reopenedAt: now, revision: lead.revision + 1 };
    if ((await ports.store.leads.put(changed, lead.revision)) === 'written') return changed;
  }
  throw new ContentionError(`Lead ${leadId} is contended`);
}
