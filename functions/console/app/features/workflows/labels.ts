import type { ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { ActionType, TriggerType } from './workflow-form.ts';

export const triggerLabels: Record<TriggerType, Message> = {
  'mail-bounced': msg('A mail bounced'),
  'lead-unsubscribed': msg('The lead unsubscribed'),
  'sequence-stopped-by-hand': msg('Somebody stopped the sequence for the lead'),
  'sequence-paused': msg('The sequence was paused for the lead'),
  'custom-task-created': msg('A custom task was created'),
  'lead-replied': msg('The lead replied to a mail'),
  'sequence-ended': msg('The sequence ended'),
  'owner-changed': msg('The owner of the lead changed'),
  'call-received': msg('The lead called'),
  'demo-booked': msg('A demo was booked (Calendly)'),
  'task-skipped': msg('A task was skipped'),
  'link-clicked': msg('A custom link was clicked'),
  'first-automated-step-done': msg('The first automated step was done'),
  'lead-status-updated': msg('The status of the lead was updated (Salesforce)'),
  'contact-status-updated': msg('The status of the contact was updated (HubSpot)'),
  'first-manual-step-done': msg('The first manual step was done'),
  'call-longer-than': msg('A call lasted longer than so many seconds'),
  'lead-added': msg('The lead was added to a sequence'),
  'mail-opened': msg('A mail was opened'),
  'survey-completed': msg('The client completed a survey'),
  'client-unhappy': msg('A client is unhappy'),
  'service-requested': msg('A client asked for a service'),
  'account-status-updated': msg('The status of the account was updated'),
};
export const triggerTypes = Object.keys(triggerLabels) as TriggerType[];

export const actionLabels: Record<ActionType, Message> = {
  'change-owner': msg('Change the owner'),
  'stop-sequence': msg('Stop the sequence for the lead'),
  'pause-sequence': msg('Pause the sequence for the lead'),
  'move-to-sequence': msg('Move the lead to another sequence'),
  'go-to-last-step': msg('Go to the last step'),
  'change-integration-status': msg('Change the status in the CRM'),
};
export const actionTypes = Object.keys(actionLabels) as ActionType[];

type Run = ItemOf<'GET /v1/workflow-runs'>;
export const runLabels: Record<Run['state'], Message> = {
  running: msg('Under way'),
  waiting: msg('Tried again later'),
  done: msg('Done'),
  refused: msg('Refused by a rule'),
  failed: msg('Failed'),
};
export const runStates = Object.keys(runLabels) as Run['state'][];
export const outcomeLabels: Record<NonNullable<Run['actions'][number]['outcome']>, Message> = {
  done: msg('done'),
  unchanged: msg('nothing to do'),
  refused: msg('refused'),
  failed: msg('failed'),
};
