import { isOver } from '../../domain/core/enrollment.ts';
import type { Happening } from '../../domain/incoming/incoming-event.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';

type Ports = { store: Pick<Store, 'leads' | 'enrollments'> };

/** Leads with one number or address that are looked at: a switchboard may have many. */
const MOST_LEADS = 50;

/**
 * Whose a call or a booking is (B6): the lead with that number, or that address. Of several, the one that is in a sequence;
 * of those, or of none such, the newest.
 */
export async function findLead(
  ports: Ports,
  organisation: string,
  happening: Extract<Happening, { type: 'call' | 'booking' }>,
): Promise<Lead | undefined> {
  const query =
    happening.type === 'call'
      ? ({ index: 'byPhone', of: happening.phone } as const)
      : ({ index: 'byEmail', of: happening.email } as const);
  const { items } = await ports.store.leads.list(organisation, { limit: MOST_LEADS, query });
  const newest = items.toSorted((a, b) => b.createdAt - a.createdAt);
  if (newest.length <= 1) return newest[0];
  for (const lead of newest) {
    if (await isInSequence(ports, lead)) return lead;
  }
  return newest[0];
}

async function isInSequence({ store }: Ports, { organisation, id: group }: Lead): Promise<boolean> {
  for await (const { state } of walk((page) => store.enrollments.list(organisation, { ...page, group }))) {
    if (!isOver(state)) return true;
  }
  return false;
}
