import * as z from 'zod/mini';
import { withTexts, type InstantOf } from '../../domain/time/with-texts.ts';
import { localDate } from '../calendar.ts';
import { instant } from '../instant.ts';
import type { ActivityEvent } from '../../domain/activity/activity.ts';
import { messageChannels } from '../../domain/channels/channels.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { encodeReason, storedReason } from './reason.ts';
import { objectOf } from './object-of.ts';
import { laneId } from '../ids.ts';

type EventOf<Type extends EnrollmentEvent['type']> = Extract<EnrollmentEvent, { type: Type }>;

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

/** Each event of an enrollment as stored, its reasons shortened (see `storedReason`). */
export const enrollmentEventSchemas = Object.values(enrollmentEvents) as [
  (typeof enrollmentEvents)[EnrollmentEvent['type']],
];

/** Events of an enrollment as stored. */
export const storedEnrollmentEvents: z.ZodMiniType<EnrollmentEvent[]> = z.array(
  z.discriminatedUnion('type', enrollmentEventSchemas),
);

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
