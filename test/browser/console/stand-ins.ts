import type { Opened } from './console.ts';

/** Connects the stand-in of a service, as the console’s button does. @returns the address that it sends to, if it sends */
export async function connectStandIn({ api }: Opened, kind: string): Promise<string> {
  const { items } = await api('GET', '/v1/connections');
  const { standIn } = items.find((each: { kind: string }) => each.kind === kind);
  const { address } = await api('PUT', `/v1/connections/${kind}`, standIn);
  return address as string;
}

/** Maps what leads of the stand-in of Salesforce need at least, and these fields; everybody who is new or changed comes in. */
export async function mapSalesforce({ api }: Opened, more: readonly object[] = []): Promise<void> {
  await api('PUT', '/v1/connections/salesforce/mapping', {
    fields: [
      { object: 'lead', ours: 'lastName', theirs: 'LastName', direction: 'in' },
      { object: 'lead', ours: 'email', theirs: 'Email', direction: 'in' },
      ...more,
    ],
    takesIn: 'all',
    status: { lead: 'Status', account: 'Status__c' },
    defaultOwnerId: 'user',
  });
}
