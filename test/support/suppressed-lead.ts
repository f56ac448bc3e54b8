import type { Caller } from '#shared/domain/people/access.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { SuppressionReason } from '#shared/domain/people/suppression.ts';
import { changeLead, type LeadChanges } from '#shared/use-cases/leads/change-lead.ts';
import { addByHand } from '#shared/use-cases/suppressions/add-by-hand.ts';
import { liftSuppression } from '#shared/use-cases/suppressions/lift-suppression.ts';
import { listSuppressions } from '#shared/use-cases/suppressions/list-suppressions.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
  type WorldPorts,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from './at.ts';

// A Monday, 10:00 in Paris.
export const start = at('2027-03-22T09:00:00.000Z');

export const id = enrollmentNamed(`ana.${SEQUENCE}.1`);

export const admin: Caller = { organisation, userId: SENDER, role: 'admin' };

export const address = 'ana@example.com';

/** A sequence of three mails and its leads, Ana unless others are named; none is enrolled. */
export async function spring(leads: (Partial<Lead> & { id: string })[] = [{ id: 'ana' }]): Promise<World> {
  const w = world(start);
  const own = leads.map((lead) => ({ phone: undefined, ...lead }));
  await seed(w, { steps: [{}, {}, {}], leads: own });
  return w;
}

/** What the lead itself says of its suppression. */
export const suppressionOf = async (w: World, leadId = 'ana') =>
  (await w.ports.store.leads.get(organisation, leadId))?.suppression;

/** What the list says. */
export const inForce = async (w: World, reason?: SuppressionReason) =>
  (await listSuppressions(w.ports, { organisation, limit: 100, reason })).items;

/** Lists an address by hand. */
export const add = (
  w: World,
  email: string,
  reason: SuppressionReason = 'by-hand',
  ports: WorldPorts = w.ports,
) => addByHand(ports, { caller: admin, input: { email, reason }, now: w.clock.now() });

/** Lifts all that is listed of an address. */
export async function lift(w: World, email = address, ports: WorldPorts = w.ports): Promise<void> {
  const { items } = await listSuppressions(ports, { organisation, limit: 100, address: email });
  for (const entry of items)
    await liftSuppression(ports, { caller: admin, id: entry.id, note: 'asked for it', now: w.clock.now() });
}

/** Changes Ana. */
export const change = async (w: World, changes: LeadChanges, ports: WorldPorts = w.ports) =>
  changeLead(ports, { caller: admin, id: 'ana', changes, expected: 'present', now: w.clock.now() });
