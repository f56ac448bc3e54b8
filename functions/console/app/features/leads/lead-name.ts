import type { Answer } from '../../api/operations.ts';

export type OneLead = Answer<'GET /v1/leads/{id}'>;

/** What a lead is called: its name, else its address, number or id. */
export const leadName = (lead: {
  id: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
}): string =>
  [lead.firstName, lead.lastName].filter(Boolean).join(' ') || (lead.email ?? lead.phone ?? lead.id);
