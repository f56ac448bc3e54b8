import { unsubscribeLead } from '#shared/use-cases/engine/unsubscribe-lead.ts';
import { clock } from '../runtime/clock.ts';
import { enginePorts } from '../runtime/engine-ports.ts';
import { links } from '../runtime/links.ts';
import { createPublic } from './create-public.ts';

/** What anybody may see and do, without a token. */
export const handler = createPublic(async () => ({
  links: await links(),
  now: () => clock.now(),
  lead: (organisation, leadId) => enginePorts().store.leads.get(organisation, leadId),
  unsubscribe: (request) => unsubscribeLead(enginePorts(), request),
}));
