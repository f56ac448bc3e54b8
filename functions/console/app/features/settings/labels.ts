import { msg, type Message } from '../../i18n/i18n.ts';
import { dayText } from '../../i18n/format.ts';
import type { ScoreReason, StepType, Weekday } from './values.ts';

/** Days of the week, Monday first. */
export const weekdays: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

/** The name of a day of the week in the language of the person; 4 January 2027 is a Monday. */
export const weekdayText = (day: Weekday): string =>
  dayText(`2027-01-0${String(4 + weekdays.indexOf(day))}`, 'weekday');

export const stepTypes: Record<StepType, Message> = {
  'automated-mail': msg('Automated mail'),
  mail: msg('Mail by hand'),
  'automated-reply': msg('Automated reply'),
  reply: msg('Reply by hand'),
  'automated-sms': msg('Automated SMS'),
  sms: msg('SMS by hand'),
  call: msg('Call'),
  whatsapp: msg('WhatsApp message'),
  linkedin: msg('LinkedIn message'),
  callback: msg('Callback'),
  custom: msg('Custom task'),
  'user-mail': msg('Mail to a user'),
};

/** Step types that a sequence skips by rule; mails to users are never skipped so. */
export const leadStepTypes: readonly StepType[] = [
  'automated-mail',
  'automated-reply',
  'mail',
  'reply',
  'automated-sms',
  'sms',
  'call',
  'callback',
  'whatsapp',
  'linkedin',
  'custom',
];

/** Step types of which a person gets a task. */
export const taskTypes: readonly StepType[] = leadStepTypes.filter((type) => !type.startsWith('automated-'));

export const scoreReasons: Record<ScoreReason, Message> = {
  mailSent: msg('A mail was sent'),
  mailOpened: msg('A mail was opened'),
  mailClicked: msg('A link in a mail was clicked'),
  smsSent: msg('An SMS was sent'),
  smsClicked: msg('A link in an SMS was clicked'),
  callReceived: msg('The lead called'),
  replied: msg('The lead replied'),
  bounced: msg('A mail bounced'),
  unsubscribed: msg('The lead unsubscribed'),
  complained: msg('The lead reported a mail as spam'),
};
