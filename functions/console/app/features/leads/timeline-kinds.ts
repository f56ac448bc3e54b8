import type { Happening } from '../../why/told.ts';

/** What of a lead's history is shown. */
export const timelineKinds = ['main', 'messages', 'replies', 'tasks', 'score', 'all'] as const;
export type TimelineKind = (typeof timelineKinds)[number];
type Type = Happening['type'];

/** What says how the engine gets to a result, and not the result. */
const between: readonly Type[] = [
  'planned',
  'queued',
  'deferred',
  'claimed',
  'scored',
  'delivered',
  'task-opened',
];

const messages: readonly Type[] = [
  'sent',
  'delivered',
  'delayed',
  'opened',
  'clicked',
  'rejected',
  'rendering-failed',
  'bounced',
  'failed',
  'outcome-unknown',
];
const replies: readonly Type[] = ['replied', 'auto-replied', 'complained', 'unsubscribed'];
const tasks: readonly Type[] = [
  'task-opened',
  'task-completed',
  'task-skipped',
  'custom-task-created',
  'custom-task-completed',
  'custom-task-skipped',
  'custom-task-cancelled',
  'task-reassigned',
  'call-received',
  'call-made',
  'demo-booked',
  'demo-cancelled',
  'demo-moved',
];
const score: readonly Type[] = ['scored', 'qualified'];

const ofKind: Record<Exclude<TimelineKind, 'main' | 'all'>, ReadonlySet<string>> = {
  messages: new Set(messages),
  replies: new Set(replies),
  tasks: new Set(tasks),
  score: new Set(score),
};
const hidden: ReadonlySet<string> = new Set(between);

/** Whether an event is shown under a kind. */
export const isOfKind = (type: string, kind: TimelineKind): boolean =>
  kind === 'all' || (kind === 'main' ? !hidden.has(type) : ofKind[kind].has(type));
