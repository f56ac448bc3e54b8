import * as z from 'zod/mini';
import { messageChannels } from '../channels/channels.ts';
import { crmKinds } from '../connections/connectors.ts';
import { stepTypes } from '../channels/step-types.ts';
import { enrollmentEvent } from '../core/events.ts';
import {
  enrollmentIdText,
  leadIdText,
  number,
  sequenceIdText,
  stepIdText,
  text,
  userIdText,
} from '../kernel/shapes.ts';
import { suppressionReasons } from '../people/suppression.ts';
import { botRule } from '../provider-events/provider-event.ts';
import { recordEvents } from '../records/record-events.ts';
import { alertKinds } from '../surveys/response.ts';
import { scoreReasons } from '../scoring/reasons.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';

const onTask = { task: text, name: text, by: text };
/** `seconds`: how long one talked; `by`: the user who had it; `missed`: nobody answered it; `recording`: where it can be heard. */
const onCall = {
  seconds: number,
  by: text,
  missed: z.optional(z.boolean()),
  recording: z.optional(text),
};
/** `booking`: what the calendar calls it; `name`: of the meeting, which begins then; `by`: the user whom it is with. */
const onDemo = { booking: text, name: text, startsAt: instant, by: text };
const onMessage = { step: stepIdText, messageId: text };
/** What a text costs, in US dollars: its provider says so with its last word on it. */
const price = { priceUsd: z.optional(number) };
/** An opening or a click. */
const engagement = {
  ...onMessage,
  /** Undefined: mail. */
  channel: z.optional(z.enum(messageChannels)),
  machine: z.boolean(),
  /** By which rule it is a bot's. */
  rule: z.optional(botRule),
  again: z.boolean(),
};

/** Something that happened to a lead beside the enrollment's own events: what the provider or the recipient did. */
const leadEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('delivered'), ...onMessage, ...price }),
  z.object({ type: z.literal('delayed'), ...onMessage, detail: text }),
  /** `machine`: a prefetch proxy or scanner, not the person (F8). `again`: the message was opened before. */
  z.object({ type: z.literal('opened'), ...engagement }),
  /** `name`: of the link, where its template names it (B2). */
  z.object({ type: z.literal('clicked'), link: text, name: z.optional(text), ...engagement }),
  z.object({ type: z.literal('rejected'), ...onMessage, ...price, detail: text }),
  z.object({ type: z.literal('rendering-failed'), ...onMessage, detail: text }),
  /** Only permanent ones have consequences (A7). */
  z.object({
    type: z.literal('bounced'),
    step: z.optional(stepIdText),
    permanent: z.boolean(),
    detail: text,
  }),
  z.object({ type: z.literal('complained'), step: z.optional(stepIdText), detail: text }),
  z.object({
    type: z.literal('unsubscribed'),
    step: z.optional(stepIdText),
    by: z.enum(['link', 'one-click', 'user']),
  }),
  /** An address of the lead came onto the suppression list, or the lead got one that is on it. */
  z.object({
    type: z.literal('suppressed'),
    reason: z.enum(suppressionReasons),
    since: instant,
    by: z.optional(text),
  }),
  z.object({
    type: z.literal('suppression-lifted'),
    reason: z.enum(suppressionReasons),
    by: text,
    note: z.optional(text),
  }),
  z.object({ type: z.literal('call-received'), ...onCall }),
  z.object({ type: z.literal('call-made'), ...onCall }),
  z.object({ type: z.literal('demo-booked'), ...onDemo }),
  z.object({ type: z.literal('demo-cancelled'), ...onDemo }),
  z.object({ type: z.literal('demo-moved'), ...onDemo }),
  /** Points were added to the lead's score (A12); `cause`: the activity that gave them. */
  z.object({
    type: z.literal('scored'),
    reason: z.enum(scoreReasons),
    points: number,
    step: z.optional(stepIdText),
    before: number,
    after: number,
    cause: text,
    because: reason,
  }),
  /** The score came to the threshold or above it (A12). */
  z.object({ type: z.literal('qualified'), score: number, threshold: number, because: reason }),
  /** A task of no sequence; `task` is its id. */
  z.object({
    type: z.literal('custom-task-created'),
    ...onTask,
    taskType: z.enum(stepTypes),
    user: text,
    due: instant,
  }),
  z.object({
    type: z.literal('custom-task-completed'),
    ...onTask,
    outcome: z.optional(text),
    durationSeconds: z.optional(number),
    call: z.optional(text),
  }),
  z.object({
    type: z.literal('custom-task-skipped'),
    ...onTask,
    reason: z.optional(text),
    label: z.optional(text),
    note: z.optional(text),
  }),
  z.object({ type: z.literal('custom-task-cancelled'), ...onTask }),
  z.object({ type: z.literal('task-reassigned'), ...onTask, from: text, to: text }),
  /** The lead belongs to another user now; `by` a person, else `because` says. */
  z.object({
    type: z.literal('owner-changed'),
    from: text,
    to: text,
    by: z.optional(text),
    because: z.optional(reason),
  }),
  /** The client sent a survey off; `score`: how satisfied, on the scale of its question (C1). */
  z.object({
    type: z.literal('survey-completed'),
    survey: text,
    score: z.optional(number),
    scale: z.optional(text),
  }),
  /** An answer raised an alert (C5); `user`: who was told. */
  z.object({
    type: z.literal('survey-alert'),
    survey: text,
    alert: z.enum(alertKinds),
    question: text,
    user: z.optional(text),
  }),
  /** Positive feedback went to these users (C6). */
  z.object({ type: z.literal('feedback-shared'), survey: text, users: z.array(text) }),
  z.object({ type: z.literal('converted'), by: text }),
  z.object({ type: z.literal('disqualified'), by: text }),
  /** Taken back that it was disqualified. */
  z.object({ type: z.literal('reopened'), by: text }),
  /** The integration status of the lead, or of its account, was changed in the connected CRM (B2). */
  z.object({
    type: z.literal('integration-status-updated'),
    connection: z.enum(crmKinds),
    object: z.enum(['lead', 'contact', 'account']),
    from: z.optional(text),
    to: text,
  }),
  ...recordEvents,
]);
export type LeadEvent = z.output<typeof leadEvent>;

export const activityEvent = z.discriminatedUnion('type', [enrollmentEvent, leadEvent]);
export type ActivityEvent = z.output<typeof activityEvent>;

/**
 * One change that happened to a lead, with its events in order. The spine: statistics, scores and rules read these.
 * The id is made from the cause, so that a cause seen twice is one activity.
 */
export const activity = z.object({
  organisation: text,
  leadId: leadIdText,
  /** `<enrollment>#<revision>` for a change of an enrollment, else made from the provider's event. */
  id: text,
  at: instant,
  enrollmentId: z.optional(enrollmentIdText),
  sequenceId: z.optional(sequenceIdText),
  /** Version that the events' steps belong to. */
  version: z.optional(number),
  userId: z.optional(userIdText),
  events: z.array(activityEvent),
});
export type Activity = z.output<typeof activity>;
