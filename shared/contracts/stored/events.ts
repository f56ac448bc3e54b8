import * as z from 'zod/mini';
import { withTexts, type InstantOf } from '../../domain/time/with-texts.ts';
import { localDate } from '../calendar.ts';
import { instant } from '../instant.ts';
import type { ActivityEvent, LeadEvent } from '../../domain/activity/activity.ts';
import type { BotRule } from '../../domain/provider-events/provider-event.ts';
import { messageChannels } from '../../domain/channels/channels.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { stepTypes } from '../../domain/channels/step-types.ts';
import { suppressionReasons } from '../../domain/people/suppression.ts';
import { scoreReasons } from '../../domain/scoring/reasons.ts';
import { encodeReason, storedReason } from './reason.ts';
import { objectOf } from './object-of.ts';
import { laneId } from '../ids.ts';

type EventOf<Type extends ActivityEvent['type']> = Extract<ActivityEvent, { type: Type }>;

const text = z.string();
const whole = z.number();
const maybe = z.optional(text);
const because = storedReason;
const reasons = z.array(storedReason);
const priority = z.literal([0, 1]);

const enrollmentEvents = {
  enrolled: objectOf<EventOf<'enrolled'>>()({
    type: z.literal('enrolled'),
    by: text,
    version: whole,
    because: z.optional(because),
  }),
  planned: objectOf<EventOf<'planned'>>()({
    type: z.literal('planned'),
    step: text,
    version: whole,
    due: instant,
    at: instant,
    place: z.optional(localDate),
    standIn: maybe,
    because: reasons,
  }),
  queued: objectOf<EventOf<'queued'>>()({
    type: z.literal('queued'),
    step: text,
    version: whole,
    due: instant,
    lane: laneId,
    priority,
    opensOn: localDate,
    because: reasons,
  }),
  deferred: objectOf<EventOf<'deferred'>>()({
    type: z.literal('deferred'),
    step: text,
    due: instant,
    until: instant,
    place: z.optional(localDate),
    standIn: maybe,
    because: reasons,
  }),
  claimed: objectOf<EventOf<'claimed'>>()({
    type: z.literal('claimed'),
    step: text,
    attempt: whole,
    by: maybe,
  }),
  sent: objectOf<EventOf<'sent'>>()({
    type: z.literal('sent'),
    step: text,
    channel: z.enum(messageChannels),
    messageId: text,
    sender: text,
    recipient: text,
    contentHash: text,
    subject: maybe,
    by: maybe,
    because: z.optional(because),
  }),
  'outcome-unknown': objectOf<EventOf<'outcome-unknown'>>()({
    type: z.literal('outcome-unknown'),
    step: text,
    listedAt: instant,
    because,
  }),
  held: objectOf<EventOf<'held'>>()({ type: z.literal('held'), step: text, hold: text, because }),
  released: objectOf<EventOf<'released'>>()({ type: z.literal('released'), step: text, because }),
  failed: objectOf<EventOf<'failed'>>()({ type: z.literal('failed'), step: text, because }),
  skipped: objectOf<EventOf<'skipped'>>()({ type: z.literal('skipped'), step: text, because }),
  'task-opened': objectOf<EventOf<'task-opened'>>()({
    type: z.literal('task-opened'),
    step: text,
    taskId: text,
  }),
  'task-completed': objectOf<EventOf<'task-completed'>>()({
    type: z.literal('task-completed'),
    step: text,
    by: text,
    outcome: maybe,
    durationSeconds: z.optional(whole),
  }),
  'task-skipped': objectOf<EventOf<'task-skipped'>>()({
    type: z.literal('task-skipped'),
    step: text,
    by: text,
    reason: maybe,
    label: maybe,
    note: maybe,
  }),
  replied: objectOf<EventOf<'replied'>>()({ type: z.literal('replied'), step: maybe, messageId: maybe }),
  'auto-replied': objectOf<EventOf<'auto-replied'>>()({
    type: z.literal('auto-replied'),
    step: maybe,
    until: instant,
    held: z.optional(z.literal(false)),
  }),
  paused: objectOf<EventOf<'paused'>>()({ type: z.literal('paused'), until: z.optional(instant), because }),
  resumed: objectOf<EventOf<'resumed'>>()({ type: z.literal('resumed'), because }),
  pinned: objectOf<EventOf<'pinned'>>()({ type: z.literal('pinned'), by: text }),
  unpinned: objectOf<EventOf<'unpinned'>>()({ type: z.literal('unpinned'), by: text }),
  stopped: objectOf<EventOf<'stopped'>>()({ type: z.literal('stopped'), because }),
  moved: objectOf<EventOf<'moved'>>()({ type: z.literal('moved'), to: text, because }),
  finished: objectOf<EventOf<'finished'>>()({ type: z.literal('finished'), because }),
} satisfies { [Type in EnrollmentEvent['type']]: z.ZodMiniType<EventOf<Type>> };

const onTask = { task: text, name: text, by: text };
const onMessage = { step: text, messageId: text };
/** The rule by which a hit is a bot's, as stored. */
export const botRuleSchema = objectOf<BotRule>()({
  rule: z.enum(['user-agent', 'no-user-agent', 'network', 'head-request', 'too-fast', 'burst']),
  sign: text,
});
const hitFields = {
  channel: z.optional(z.enum(messageChannels)),
  machine: z.boolean(),
  rule: z.optional(botRuleSchema),
  again: z.boolean(),
};
const leadEvents = {
  delivered: objectOf<EventOf<'delivered'>>()({ type: z.literal('delivered'), ...onMessage }),
  delayed: objectOf<EventOf<'delayed'>>()({ type: z.literal('delayed'), ...onMessage, detail: text }),
  opened: objectOf<EventOf<'opened'>>()({
    type: z.literal('opened'),
    ...onMessage,
    ...hitFields,
  }),
  clicked: objectOf<EventOf<'clicked'>>()({
    type: z.literal('clicked'),
    ...onMessage,
    ...hitFields,
    link: text,
    name: maybe,
  }),
  rejected: objectOf<EventOf<'rejected'>>()({ type: z.literal('rejected'), ...onMessage, detail: text }),
  'rendering-failed': objectOf<EventOf<'rendering-failed'>>()({
    type: z.literal('rendering-failed'),
    ...onMessage,
    detail: text,
  }),
  bounced: objectOf<EventOf<'bounced'>>()({
    type: z.literal('bounced'),
    step: maybe,
    permanent: z.boolean(),
    detail: text,
  }),
  complained: objectOf<EventOf<'complained'>>()({ type: z.literal('complained'), step: maybe, detail: text }),
  unsubscribed: objectOf<EventOf<'unsubscribed'>>()({
    type: z.literal('unsubscribed'),
    step: maybe,
    by: z.enum(['link', 'one-click', 'user']),
  }),
  suppressed: objectOf<EventOf<'suppressed'>>()({
    type: z.literal('suppressed'),
    reason: z.enum(suppressionReasons),
    since: instant,
    by: maybe,
  }),
  'suppression-lifted': objectOf<EventOf<'suppression-lifted'>>()({
    type: z.literal('suppression-lifted'),
    reason: z.enum(suppressionReasons),
    by: text,
    note: maybe,
  }),
  'call-received': objectOf<EventOf<'call-received'>>()({
    type: z.literal('call-received'),
    seconds: whole,
    by: text,
  }),
  'call-made': objectOf<EventOf<'call-made'>>()({ type: z.literal('call-made'), seconds: whole, by: text }),
  scored: objectOf<EventOf<'scored'>>()({
    type: z.literal('scored'),
    reason: z.enum(scoreReasons),
    points: whole,
    step: maybe,
    before: whole,
    after: whole,
    cause: text,
    because,
  }),
  qualified: objectOf<EventOf<'qualified'>>()({
    type: z.literal('qualified'),
    score: whole,
    threshold: whole,
    because,
  }),
  'custom-task-created': objectOf<EventOf<'custom-task-created'>>()({
    type: z.literal('custom-task-created'),
    ...onTask,
    taskType: z.enum(stepTypes),
    user: text,
    due: instant,
  }),
  'custom-task-completed': objectOf<EventOf<'custom-task-completed'>>()({
    type: z.literal('custom-task-completed'),
    ...onTask,
    outcome: maybe,
    durationSeconds: z.optional(whole),
  }),
  'custom-task-skipped': objectOf<EventOf<'custom-task-skipped'>>()({
    type: z.literal('custom-task-skipped'),
    ...onTask,
    reason: maybe,
    label: maybe,
    note: maybe,
  }),
  'custom-task-cancelled': objectOf<EventOf<'custom-task-cancelled'>>()({
    type: z.literal('custom-task-cancelled'),
    ...onTask,
  }),
  'task-reassigned': objectOf<EventOf<'task-reassigned'>>()({
    type: z.literal('task-reassigned'),
    ...onTask,
    from: text,
    to: text,
  }),
  'owner-changed': objectOf<EventOf<'owner-changed'>>()({
    type: z.literal('owner-changed'),
    from: text,
    to: text,
    by: maybe,
    because: z.optional(because),
  }),
  converted: objectOf<EventOf<'converted'>>()({ type: z.literal('converted'), by: text }),
  disqualified: objectOf<EventOf<'disqualified'>>()({ type: z.literal('disqualified'), by: text }),
  reopened: objectOf<EventOf<'reopened'>>()({ type: z.literal('reopened'), by: text }),
} satisfies { [Type in LeadEvent['type']]: z.ZodMiniType<EventOf<Type>> };

const ofEnrollment = Object.values(enrollmentEvents) as [(typeof enrollmentEvents)[EnrollmentEvent['type']]];
const ofLead = Object.values(leadEvents) as [(typeof leadEvents)[LeadEvent['type']]];

/** Events of an enrollment as stored, their reasons shortened (see `storedReason`). */
export const storedEnrollmentEvents: z.ZodMiniType<EnrollmentEvent[]> = z.array(
  z.discriminatedUnion('type', ofEnrollment),
);

/** An event of an activity as stored; encoding by this schema leaves its reasons as objects (see `encodeEvent`). */
export const storedActivityEvent: z.ZodMiniType<ActivityEvent> = z.discriminatedUnion('type', [
  ...ofEnrollment,
  ...ofLead,
]);

const instantsOfEvents = {
  at: true,
  due: true,
  until: true,
  listedAt: true,
  since: true,
} as const satisfies Record<InstantOf<ActivityEvent>, true>;

/** An event, whole or without some of its fields, with its instants as text and its reasons in their stored form. */
export function encodeEvent(event: Pick<ActivityEvent, 'type'> | ActivityEvent): Record<string, unknown> {
  const stored = withTexts(event as ActivityEvent, instantsOfEvents);
  if (!('because' in event) || event.because === undefined) return stored;
  const { because: why } = event;
  return { ...stored, because: Array.isArray(why) ? why.map(encodeReason) : encodeReason(why) };
}
