import type { Lead } from './people.ts';

/** What people know a lead by: its name, else its address, else its id. */
export function nameOfLead(lead: Pick<Lead, 'firstName' | 'lastName' | 'email' | 'phone' | 'id'>): string {
  const { firstName, lastName, email, phone, id } = lead;
  const names = [firstName, lastName].filter((name) => name !== undefined).join(' ');
  return names === '' ? (email ?? phone ?? id) : names;
}
