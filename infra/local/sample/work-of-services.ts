import { later } from '../clock.ts';
import * as z from 'zod';
import { postMessage } from '../crm/message.ts';
import type { ApiClient } from '../demo/api-client.ts';
import type { Addresses } from '../demo/services/set-up-services.ts';
import type { System } from '../system.ts';

const lead = z.object({ email: z.string().optional(), phone: z.string().optional() });
const look = z.object({ outcome: z.string(), leadId: z.string().optional() });
const DAY = 24 * 3600;

/**
 * Leaves what a person is to look after: two calls and a booking of nobody known, and a status that the CRM refused, whose
 * list had no such value for a while.
 */
export async function leaveWorkFor(system: System, api: ApiClient, addresses: Addresses): Promise<void> {
  const { aircall, calendly, salesforce } = system.standIns;
  const now = new Date().toISOString();
  const call = (of: Parameters<typeof aircall.call>[0]): Promise<number> =>
    postMessage(addresses['aircall'] ?? '', aircall.message(aircall.call(of)));
  await call({ phone: '+33199005501', seconds: 95, userEmail: 'claire@lumen.example' });
  await call({ phone: '+40219005502', missed: true });
  const booking = { email: 'victor.lemaire@lemaire-hotels.example', name: 'Victor Lemaire' };
  const startsAt = `${later(now, 3 * DAY).slice(0, 10)}T10:00:00.000Z`;
  await postMessage(addresses['calendly'] ?? '', calendly.book({ ...booking, startsAt }).message);

  const status = salesforce.driver.store.schema.Lead.fields.find(({ name }) => name === 'Status');
  const working = status?.values?.find(({ value }) => value === 'Working - Contacted');
  if (working === undefined) throw new Error('The stand-in of Salesforce has no such status.');
  const { phone } = await lastEnrolled(api);
  working.active = false;
  await call({ phone: phone ?? '', seconds: 310, userEmail: 'elena@lumen.example' });
  await system.drain();
  working.active = true;
}

/** The last lead that a rule took in. */
async function lastEnrolled(api: ApiClient): Promise<z.output<typeof lead>> {
  for await (const { outcome, leadId } of api.list('/v1/crm-rules/enquiries/looks', look))
    if (outcome === 'enrolled') return api.call('GET', `/v1/leads/${leadId ?? ''}`, lead);
  throw new Error('Nobody came in from the CRM.');
}
