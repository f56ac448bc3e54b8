/** Something outside that must be connected first (B1). */
export type Connection = 'salesforce' | 'hubspot' | 'crm' | 'calendly';

/** What to do about each that is not connected. */
export const missingConnection = {
  salesforce: 'Salesforce is not connected: connect it and map its status fields first.',
  hubspot: 'HubSpot is not connected: connect it and map its status fields first.',
  crm: 'No CRM is connected: connect Salesforce or HubSpot and map its status fields first.',
  calendly: 'Calendly is not connected: connect it first.',
} as const satisfies Record<Connection, string>;
