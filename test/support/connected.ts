import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { CrmConnector } from '#shared/ports/crm.ts';
import type { Clock } from '#shared/ports/clock.ts';
import { incomingConnectors } from '#shared/adapters/incoming/connectors.ts';
import { memoryCrm, type MemoryCrm, type MemoryField } from './memory/memory-crm.ts';
import { memoryVault } from './memory/memory-vault.ts';

const statuses = ['Open', 'Working', 'Interested', 'Not interested'].map((value) => ({
  value,
  label: value,
  active: true,
}));
const converted = { value: 'Closed - Converted', label: 'Closed – Converted', active: true, converts: true };

/** What records of the CRM in memory have. */
const fields: Record<CrmObject, MemoryField[]> = {
  lead: [
    ...['FirstName', 'LastName', 'Email', 'Phone', 'Country', 'OwnerId', 'Budget'].map((name) => ({ name })),
    { name: 'Status', type: 'choice', values: [...statuses, converted] },
  ],
  contact: [
    ...['FirstName', 'LastName', 'Email', 'Phone', 'OwnerId'].map((name) => ({ name })),
    { name: 'Status', type: 'choice', values: statuses },
  ],
  account: [{ name: 'Name' }, { name: 'OwnerId' }, { name: 'Status', type: 'choice', values: statuses }],
};

/** A mapping of it, as the API takes it. */
export const mappingIn = {
  fields: [
    { object: 'lead', ours: 'firstName', theirs: 'FirstName', direction: 'both' },
    { object: 'lead', ours: 'lastName', theirs: 'LastName', direction: 'in' },
    { object: 'lead', ours: 'email', theirs: 'Email', direction: 'in' },
    { object: 'lead', ours: 'fields.budget', theirs: 'Budget', direction: 'both', wins: 'ours' },
    { object: 'account', ours: 'name', theirs: 'Name', direction: 'in' },
  ],
  status: { lead: 'Status', account: 'Status' },
  owners: 'in',
  takesIn: 'all',
};

/** Connecting it. */
export const salesforceIn = {
  settings: { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' },
  credentials: { clientId: 'id', clientSecret: 'secret' },
};

/** What working with services reaches outside through, in memory: one CRM behind both kinds. */
export function connectedPorts(clock: Clock) {
  const crm: MemoryCrm = memoryCrm({
    now: () => clock.now(),
    fields,
    users: [{ id: '0051', email: 'claire@acme.example', name: 'Claire', active: true }],
  });
  const connector: CrmConnector = { open: () => crm };
  return {
    crm,
    vault: memoryVault(clock),
    crms: { salesforce: connector, hubspot: connector },
    incoming: incomingConnectors,
    publicUrl: 'https://acme.example',
    allowedAddresses: [],
    standIns: () => undefined,
  };
}
