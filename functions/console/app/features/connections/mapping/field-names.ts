import { msg, type Message } from '../../../i18n/i18n.ts';
import type { CrmObject } from '../connection-words.ts';
import type { Activity, CrmField } from './mapping-form.ts';

/** Fields of a lead and of an account that can be mapped beside own ones. */
const leadFields: Readonly<Record<string, Message>> = {
  firstName: msg('First name'),
  lastName: msg('Last name'),
  title: msg('Job title'),
  email: msg('Email address'),
  phone: msg('Phone number'),
  language: msg('Language'),
  country: msg('Country'),
};
const accountFields: Readonly<Record<string, Message>> = {
  name: msg('Name'),
  domain: msg('Domain'),
};
export const ourFields = (object: CrmObject): Readonly<Record<string, Message>> =>
  object === 'account' ? accountFields : leadFields;

/** The beginning of an own field. */
export const OWN = 'fields.';

/** What a field of ours is called. */
export function ourName(ours: string, t: (text: string) => string): string {
  const label = leadFields[ours] ?? accountFields[ours];
  if (label !== undefined) return t(label);
  return ours.startsWith(OWN) ? ours.slice(OWN.length) : ours;
}

export const typeNames: Record<CrmField['type'], Message> = {
  text: msg('Text'),
  email: msg('Email address'),
  phone: msg('Phone number'),
  number: msg('Number'),
  money: msg('Amount of money'),
  date: msg('Day'),
  instant: msg('Date and time'),
  boolean: msg('Yes or no'),
  choice: msg('List of values'),
  reference: msg('Link to another record'),
  other: msg('Something else'),
};

export const activityNames: Record<Activity, Message> = {
  mail: msg('Mails sent'),
  text: msg('SMS sent'),
  call: msg('Calls'),
  task: msg('Tasks done'),
  reply: msg('Replies'),
  booking: msg('Demos booked'),
};
export const activities = Object.keys(activityNames) as Activity[];
