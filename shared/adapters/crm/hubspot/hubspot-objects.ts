import type { CrmObject } from '#shared/domain/crm/crm-object.ts';

/** What HubSpot calls an object of ours, and the property that says when it was last changed. */
export type HubspotObject = { type: 'contacts' | 'companies'; typeId: '0-1' | '0-2'; modified: string };

const kinds: Readonly<Partial<Record<CrmObject, HubspotObject>>> = {
  contact: { type: 'contacts', typeId: '0-1', modified: 'lastmodifieddate' },
  account: { type: 'companies', typeId: '0-2', modified: 'hs_lastmodifieddate' },
};

/** What of HubSpot are people and accounts: it has no leads in the sense of B6, its contacts are the people. */
export const hubspotObjects = ['contact', 'account'] as const satisfies readonly CrmObject[];

/** How HubSpot calls an object. Throws for one that it does not have: nobody asks for it. */
export function hubspotObject(object: CrmObject): HubspotObject {
  const found = kinds[object];
  if (found === undefined) throw new Error(`HubSpot has no ${object}`);
  return found;
}

/** Whether a text can be an id of HubSpot's. */
export function isHubspotId(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}
