import * as z from 'zod';
import { crmKinds } from '#shared/domain/connections/connectors.ts';
import { connecting } from '../../crm/stand-ins.ts';
import { STAND_INS } from '../../http/stand-ins-page.ts';
import type { System } from '../../system.ts';
import type { ApiClient } from '../api-client.ts';
import type { WrittenPlan } from '../plan.ts';
import { makerOf, makeSequence } from '../set-up.ts';

/** How often connections are looked after in a time-lapse, in minutes: some times a day are enough to tell its story. */
export const servicesRate = { 'sync-connections': 6 * 60 } as const;

const connected = z.looseObject({ address: z.string().optional() });

/** Where the services of a plan send what happens, by kind. */
export type Addresses = Partial<Record<string, string>>;

/**
 * Connects the stand-ins that a plan names, maps the CRM, and makes what needs them: sequences, CRM rules, which act at
 * once, and workflows. Throws UserFileError, with the line of each value that the API refuses.
 */
export async function setUpServices(
  system: System,
  api: ApiClient,
  { plan: { services }, source }: WrittenPlan,
): Promise<Addresses> {
  if (services === undefined) return {};
  const made = makerOf(api, source);
  const standIns = connecting(system.standIns, `${system.url}${STAND_INS}`);
  const addresses: Addresses = {};
  for (const [kind, of] of Object.entries(services.connections)) {
    const { mapping, ...own } = of;
    const at = ['services', 'connections', kind];
    const body = { ...standIns[kind as keyof typeof standIns], ...own };
    addresses[kind] = connected.parse(await made('PUT', `/v1/connections/${kind}`, body, at)).address;
    if (mapping !== undefined && crmKinds.some((crm) => crm === kind))
      await made('PUT', `/v1/connections/${kind}/mapping`, mapping, [...at, 'mapping']);
  }
  for (const [id, { name, ...draft }] of Object.entries(services.sequences))
    await makeSequence(made, id, { name, draft }, ['services', 'sequences', id]);
  for (const [id, rule] of Object.entries(services.crmRules)) {
    const at = ['services', 'crmRules', id];
    await made('PUT', `/v1/crm-rules/${id}`, rule, at);
    await made('POST', `/v1/crm-rules/${id}/activate`, undefined, at);
  }
  for (const [index, workflow] of services.workflows.entries())
    await made('POST', '/v1/workflows', workflow, ['services', 'workflows', index]);
  return addresses;
}
