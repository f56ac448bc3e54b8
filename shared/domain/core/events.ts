import * as z from 'zod/mini';
import { laneIdText } from '../lanes/lane.ts';
import { messageChannels } from '../channels/channels.ts';
import { number, stepIdText, taskIdText, text } from '../kernel/shapes.ts';
import { localDay } from '../time/local-day.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';

const inLane = { place: z.optional(localDay), standIn: z.optional(text) };

/**
 * What can happen to an enrollment, in the past tense. Each event says why (F2). The record of an enrollment is the
 * list of its events; its state is their fold (see `evolve`).
 */
export const enrollmentEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('enrolled'), by: text, version: number, because: z.optional(reason) }),
  /**
   * The next step has its time; `because` are the rules that moved it from when it was due. `standIn`: the user whose
   * lane it is in, while its own sender is away (F7).
   */
  z.object({
    type: z.literal('planned'),
    step: stepIdText,
    version: number,
    due: instant,
    at: instant,
    ...inLane,
    because: z.array(reason),
  }),
  /** The next step queues in its lane. */
  z.object({
    type: z.literal('queued'),
    step: stepIdText,
    version: number,
    due: instant,
    lane: laneIdText,
    priority: z.literal([0, 1]),
    opensOn: localDay,
    because: z.array(reason),
  }),
  /** A due step got a later time. */
  z.object({
    type: z.literal('deferred'),
    step: stepIdText,
    due: instant,
    until: instant,
    ...inLane,
    because: z.array(reason),
  }),
  /** The claim before the provider is called (F3). */
  z.object({
    type: z.literal('claimed'),
    step: stepIdText,
    attempt: number,
    /** The user who sends it by hand; undefined: the engine does. */
    by: z.optional(text),
  }),
  z.object({
    type: z.literal('sent'),
    step: stepIdText,
    channel: z.enum(messageChannels),
    messageId: text,
    sender: text,
    recipient: text,
    /** SHA-256 of what was really sent, in hex (D8). */
    contentHash: text,
    /** Of a mail, as it went out (D6); undefined: not known to whoever settled it, or sent under 0.2.0. */
    subject: z.optional(text),
    /** The user who sent it by hand; undefined: the engine did. */
    by: z.optional(text),
    /** Why it is held to be sent when the provider's answer was lost. */
    because: z.optional(reason),
  }),
  /** The provider's answer is not known; never resent by itself (F3). */
  z.object({ type: z.literal('outcome-unknown'), step: stepIdText, listedAt: instant, because: reason }),
  /** The provider refused while the enrollment had been paused or stopped: the claim is given back. */
  z.object({ type: z.literal('released'), step: stepIdText, because: reason }),
  /** Everything of its sender is held (F10): the step waits in the queue of its lane, and nothing counts as a try. */
  z.object({ type: z.literal('held'), step: stepIdText, hold: text, because: reason }),
  /** The provider refused for good: the step is passed over. */
  z.object({ type: z.literal('failed'), step: stepIdText, because: reason }),
  z.object({ type: z.literal('skipped'), step: stepIdText, because: reason }),
  z.object({ type: z.literal('task-opened'), step: stepIdText, taskId: taskIdText }),
  z.object({
    type: z.literal('task-completed'),
    step: stepIdText,
    by: text,
    outcome: z.optional(text),
    /** Of a call. */
    durationSeconds: z.optional(number),
    /** The activity of the call that completed it, which is recorded on its own (B6). */
    call: z.optional(text),
  }),
  z.object({
    type: z.literal('task-skipped'),
    step: stepIdText,
    by: text,
    /** Id of the reason, and its label as it was then (A11). */
    reason: z.optional(text),
    label: z.optional(text),
    note: z.optional(text),
  }),
  /** `reply`: the id of what was answered (D5); undefined: it came before answers were kept. */
  z.object({
    type: z.literal('replied'),
    step: z.optional(stepIdText),
    messageId: z.optional(text),
    reply: z.optional(text),
  }),
  /** `held` false: a task was open, which stays so. */
  z.object({
    type: z.literal('auto-replied'),
    step: z.optional(stepIdText),
    until: instant,
    held: z.optional(z.literal(false)),
    reply: z.optional(text),
  }),
  z.object({ type: z.literal('paused'), until: z.optional(instant), because: reason }),
  z.object({ type: z.literal('resumed'), because: reason }),
  /** From now on it keeps its version, or again follows the present one (D10). */
  z.object({ type: z.literal('pinned'), by: text }),
  z.object({ type: z.literal('unpinned'), by: text }),
  z.object({ type: z.literal('stopped'), because: reason }),
  z.object({ type: z.literal('moved'), to: text, because: reason }),
  z.object({ type: z.literal('finished'), because: reason }),
]);
export type EnrollmentEvent = z.output<typeof enrollmentEvent>;

export type EnrollmentEventType = EnrollmentEvent['type'];
