import type { ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { Action, Days } from './automation-form.ts';

export const actionLabels: Record<Action, Message> = {
  'task-for-user': msg('Task for a user'),
  'mail-to-client': msg('Mail to the client'),
  'sms-to-client': msg('SMS to the client'),
  'mail-to-user': msg('Mail to a user'),
};
export const actions = Object.keys(actionLabels) as Action[];

/** The kind of template that an action takes. */
export const templateKindOf: Record<Action, 'mail' | 'sms' | 'task' | 'user-mail'> = {
  'task-for-user': 'task',
  'mail-to-client': 'mail',
  'sms-to-client': 'sms',
  'mail-to-user': 'user-mail',
};

export const dayLabels: Record<Days, Message> = {
  'any-day': msg('Any day'),
  'working-days': msg('Working days'),
  weekend: msg('At the weekend'),
  monday: msg('On a Monday'),
  tuesday: msg('On a Tuesday'),
  wednesday: msg('On a Wednesday'),
  thursday: msg('On a Thursday'),
  friday: msg('On a Friday'),
  saturday: msg('On a Saturday'),
  sunday: msg('On a Sunday'),
};

type Obstacle = NonNullable<ItemOf<'GET /v1/automations/{id}/matches'>['obstacle']>;
export const obstacleLabels: Record<Obstacle, Message> = {
  'no-lead': msg('It belongs to no lead'),
  'no-owner': msg('Its owner is switched off'),
  'too-soon': msg('It matched again too soon'),
  'too-often': msg('It was enrolled 999 times'),
};

export const outcomeLabels: Record<'sent' | 'task' | 'skipped', Message> = {
  sent: msg('Sent'),
  task: msg('Task'),
  skipped: msg('Skipped'),
};
