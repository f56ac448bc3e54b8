import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import type { ActivityEvent, LeadEvent } from '../../domain/activity/activity.ts';
import type { BotRule } from '../../domain/provider-events/provider-event.ts';
import { messageChannels } from '../../domain/channels/channels.ts';
import { stepTypes } from '../../domain/channels/step-types.ts';
import { suppressionReasons } from '../../domain/people/suppression.ts';
import { scoreReasons } from '../../domain/scoring/reasons.ts';
import { enrollmentEventSchemas } from './events.ts';
import { storedReason } from './reason.ts';
import { objectOf } from './object-of.ts';

type EventOf<Type extends LeadEvent['type']> = Extract<LeadEvent, { type: Type }>;

const text = z.string();
const whole = z.number();
const maybe = z.optional(text);
const because = storedReason;
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

const leadEventSchemas = Object.values(leadEvents) as [(typeof leadEvents)[LeadEvent['type']]];

/** An event of an activity as stored; encoding by this schema leaves its reasons as objects (see `encodeEvent`). */
export const storedActivityEvent: z.ZodMiniType<ActivityEvent> = z.discriminatedUnion('type', [
  ...enrollmentEventSchemas,
  ...leadEventSchemas,
]);
