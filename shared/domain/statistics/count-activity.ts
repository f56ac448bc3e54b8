import type { StepId } from '../kernel/ids.ts';
import type { Activity, ActivityEvent } from '../activity/activity.ts';
import type { Counter } from './statistics.ts';

/** One count that an activity adds to a step, or with step `-` to the sequence as a whole (D9). */
export type StepCount = { step: StepId; counter: Counter };

const WHOLE = '-';

/** What an activity adds to its sequence's statistics (D9). Machines' opens and clicks are counted apart (F8). */
export function countsOf(activity: Activity): StepCount[] {
  return activity.events.flatMap(countsOfEvent);
}

function countsOfEvent(event: ActivityEvent): StepCount[] {
  const at = (counter: Counter, step: StepId | undefined): StepCount[] => [{ step: step ?? WHOLE, counter }];
  switch (event.type) {
    case 'enrolled':
    case 'finished':
    case 'stopped':
      return at(event.type, undefined);
    case 'sent':
    case 'failed':
    case 'skipped':
    case 'deferred':
      return at(event.type, event.step);
    case 'delivered':
      return at('delivered', event.step);
    case 'outcome-unknown':
      return at('unknown', event.step);
    case 'task-opened':
      return at('taskOpened', event.step);
    case 'task-completed':
      return at('taskCompleted', event.step);
    case 'task-skipped':
      return at('taskSkipped', event.step);
    case 'replied':
      return [...at('replied', undefined), ...(event.step === undefined ? [] : at('replied', event.step))];
    case 'auto-replied':
      return at('autoReplied', event.step);
    case 'opened':
      return event.again ? [] : at(event.machine ? 'machineOpened' : 'opened', event.step);
    case 'clicked':
      return event.again ? [] : at(event.machine ? 'machineClicked' : 'clicked', event.step);
    case 'bounced':
      return event.permanent ? at('bounced', event.step) : [];
    case 'complained':
      return at('complained', event.step);
    case 'unsubscribed':
      return at('unsubscribed', event.step);
    case 'planned':
    case 'queued':
    case 'claimed':
    case 'released':
    case 'held':
    case 'paused':
    case 'resumed':
    case 'pinned':
    case 'unpinned':
    case 'moved':
    case 'delayed':
    case 'rejected':
    case 'rendering-failed':
    case 'suppressed':
    case 'suppression-lifted':
    case 'call-received':
    case 'call-made':
    case 'demo-booked':
    case 'demo-cancelled':
    case 'demo-moved':
    case 'scored':
    case 'qualified':
    case 'custom-task-created':
    case 'custom-task-completed':
    case 'custom-task-skipped':
    case 'custom-task-cancelled':
    case 'task-reassigned':
    case 'owner-changed':
    case 'survey-completed':
    case 'survey-alert':
    case 'feedback-shared':
    case 'converted':
    case 'disqualified':
    case 'reopened':
    case 'integration-status-updated':
    case 'record-created':
    case 'record-changed':
    case 'record-deleted':
      return [];
  }
}
