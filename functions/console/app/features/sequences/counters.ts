import type { Answer } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';

export type Statistics = Answer<'GET /v1/sequences/{id}/statistics'>;
export type Counter = keyof Statistics['counts'];
type Counted = { label: Message; tone?: 'accent' | 'good' | 'warn' | 'bad' };

/** What is counted at a step, in the order in which it happens to a message. */
export const counters: Record<Counter, Counted> = {
  enrolled: { label: msg('Enrolled') },
  sent: { label: msg('Sent') },
  delivered: { label: msg('Delivered') },
  opened: { label: msg('Opened') },
  clicked: { label: msg('Clicked') },
  replied: { label: msg('Replied'), tone: 'good' },
  autoReplied: { label: msg('Automatic reply') },
  taskOpened: { label: msg('Task opened') },
  taskCompleted: { label: msg('Task done'), tone: 'good' },
  taskSkipped: { label: msg('Task skipped'), tone: 'warn' },
  deferred: { label: msg('Put off'), tone: 'warn' },
  skipped: { label: msg('Skipped by a rule'), tone: 'warn' },
  failed: { label: msg('Could not be sent'), tone: 'bad' },
  unknown: { label: msg('Outcome unknown'), tone: 'bad' },
  bounced: { label: msg('Bounced'), tone: 'bad' },
  complained: { label: msg('Reported as spam'), tone: 'bad' },
  unsubscribed: { label: msg('Unsubscribed'), tone: 'bad' },
  machineOpened: { label: msg('Opened by a machine'), tone: 'warn' },
  machineClicked: { label: msg('Clicked by a machine'), tone: 'warn' },
  stopped: { label: msg('Stopped') },
  finished: { label: msg('Finished'), tone: 'good' },
};
export const counterNames = Object.keys(counters) as Counter[];
