import { msg, type Message } from '../../i18n/i18n.ts';
import type { FieldType, Joint, Unit } from './filter-draft.ts';

export const jointLabels: Record<Joint, Message> = {
  all: msg('All of these hold'),
  any: msg('At least one of these holds'),
  none: msg('None of these holds'),
};

export const unitLabels: Record<Unit, Message> = {
  days: msg('days'),
  hours: msg('hours'),
  minutes: msg('minutes'),
};
export const spans: Record<Unit, Message> = {
  days: msg('{count, plural, one {# day} other {# days}}'),
  hours: msg('{count, plural, one {# hour} other {# hours}}'),
  minutes: msg('{count, plural, one {# minute} other {# minutes}}'),
};

export type FieldGroup = 'lead' | 'account' | 'record' | 'activity' | 'sequence';
export const groupLabels: Record<FieldGroup, Message> = {
  record: msg('Record'),
  lead: msg('Lead'),
  account: msg('Account'),
  activity: msg('What happened'),
  sequence: msg('Sequence'),
};

/** The group of fields that a field stands in. */
export function groupOf(field: string): FieldGroup {
  const [first = ''] = field.split('.');
  return first === 'lead' || first === 'account' || first === 'record' || first === 'sequence'
    ? first
    : 'activity';
}

/** Names of the fields that every organisation has; records bring those of their type. */
export const fieldLabels: Readonly<Record<string, Message>> = {
  'lead.status': msg('Status'),
  'lead.ownerId': msg('Owner'),
  'lead.firstName': msg('First name'),
  'lead.lastName': msg('Last name'),
  'lead.title': msg('Job title'),
  'lead.email': msg('Email address'),
  'lead.phone': msg('Phone number'),
  'lead.zone': msg('Time zone'),
  'lead.language': msg('Language'),
  'lead.country': msg('Country'),
  'lead.accountId': msg('Id of the account'),
  'lead.createdAt': msg('Created'),
  'lead.convertedAt': msg('Converted'),
  'lead.disqualifiedAt': msg('Disqualified'),
  'lead.reopenedAt': msg('Reopened'),
  'lead.unsubscribedAt': msg('Unsubscribed'),
  'lead.bouncedAt': msg('Permanent bounce'),
  'lead.complainedAt': msg('Complaint'),
  'lead.suppressedByHandAt': msg('Suppressed by hand'),
  'lead.fields.<name>': msg('Own field …'),
  'account.name': msg('Name'),
  'account.domain': msg('Domain'),
  'account.fields.<name>': msg('Own field …'),
  'record.id': msg('Id'),
  'record.sourceId': msg('Id at its source'),
  'record.type': msg('Type'),
  'record.ownerId': msg('Owner'),
  'record.createdAt': msg('Created'),
  'record.changedAt': msg('Last change'),
  score: msg('Score'),
  lastMailAt: msg('Last mail to the lead'),
  lastSmsAt: msg('Last SMS to the lead'),
  lastCallAt: msg('Last call'),
  lastReplyAt: msg('Last reply of the lead'),
  lastTaskDoneAt: msg('Last task completed'),
  lastFollowUpAt: msg('Last mail, SMS, call or completed task'),
  'sequence.<id>': msg('In a sequence'),
};

export const choiceLabels: Readonly<Record<string, Message>> = {
  lead: msg('Lead'),
  contact: msg('Contact'),
  disqualified: msg('Disqualified'),
};

/** Operators in words, `{value}` being what is compared with. */
const operatorWords: Readonly<Record<string, Message>> = {
  is: msg('is {value}'),
  'is-not': msg('is not {value}'),
  contains: msg('contains {value}'),
  'does-not-contain': msg('does not contain {value}'),
  'starts-with': msg('starts with {value}'),
  'ends-with': msg('ends with {value}'),
  'one-of': msg('is one of {value}'),
  'none-of': msg('is none of {value}'),
  'is-set': msg('is filled in'),
  'is-empty': msg('is empty'),
  'less-than': msg('is less than {value}'),
  'more-than': msg('is more than {value}'),
  'at-least': msg('is at least {value}'),
  'at-most': msg('is at most {value}'),
  between: msg('is between {value}'),
  before: msg('is before {value}'),
  after: msg('is after {value}'),
  today: msg('is today'),
  'in-the-past': msg('is in the past'),
  'in-the-future': msg('is in the future'),
  'more-than-days-after': msg('is {value} ago or more'),
  'less-than-days-after': msg('is less than {value} ago'),
  'within-the-next-days': msg('comes within the next {value}'),
  'nothing-done-since': msg('is past, and nothing was done since'),
  'no-record-since': msg('is past, and none was made since of type {value}'),
  'in-sequence': msg('is under way or paused'),
  'been-through-sequence': msg('was completed'),
  'never-in-sequence': msg('never began'),
};
const ofTime: Readonly<Record<string, Message>> = {
  is: msg('is on {value}'),
  'is-not': msg('is not on {value}'),
};

/** The words of an operator for fields of a type; what the console does not know yet stands as the API calls it. */
export function operatorText(is: string, type: FieldType, label: string): Message {
  const own = type === 'date' || type === 'instant' ? ofTime[is] : undefined;
  return own ?? operatorWords[is] ?? msg(label);
}
