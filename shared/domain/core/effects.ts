import type { StepId, TaskId } from '../kernel/ids.ts';
import type { Invitation } from '../contact-intervals/contact-ledger.ts';
import type { Hold } from '../holds/hold.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { SlotChange } from '../lanes/lane-book.ts';
import type { LaneId } from '../lanes/lane.ts';
import type { FreedSlot } from '../lanes/wake-up.ts';
import type { ShortLink } from '../tracking/short-link.ts';
import type { StepTask } from '../tasks/task.ts';
import type { Enrollment } from './enrollment.ts';
import type { EnrollmentEvent } from './events.ts';
import type { Message } from './message.ts';
import type { Sender } from './planning.ts';
import type { SentMessage } from './sent-message.ts';

/**
 * What a decision asks the outside to do, as data. Drivers perform the effects of a decision in the order in which it
 * lists them, which is that of {@link order}; each has a key by which doing it again is recognised.
 */
export type Effect =
  /** Takes a slot in a day of a lane, or gives one back that the enrollment held. By the key of the slot. */
  | SlotChange
  /** Puts a step on its user's list. By the id of the task. */
  | { kind: 'open-task'; task: StepTask }
  /** Keeps the links of a text, before it goes out. By their keys. */
  | { kind: 'keep-links'; links: readonly ShortLink[] }
  /** Notes that an address is invited, if nobody has noted anything of it since (C3, C4). By its revision. */
  | { kind: 'note-invitation'; address: string; revision: number; invitations: readonly Invitation[] }
  /** Wakes the enrollment as it is written. By enrollment, revision and instant. */
  | { kind: 'wake-at'; step: StepId; revision: number; at: Instant; lane: LaneId; limited: boolean }
  /** Wakes the lane that the step queues in at the start of a day. By lane and day. */
  | { kind: 'open-lane'; lane: LaneId; date: LocalDate; owner: Sender }
  /** Wakes a lane at an instant, for what is held until then. By lane and instant. */
  | { kind: 'wake-lane-at'; lane: LaneId; at: Instant }
  /** One conditional write of the enrollment. By its revision. */
  | { kind: 'write-enrollment'; before: Enrollment; after: Enrollment }
  /** A slot that is not used any more: its lane gives it back and lets others go. By the key of the slot. */
  | ({ kind: 'free-slot'; lane: LaneId } & FreedSlot)
  /** Takes a task off its list. By its id. */
  | { kind: 'cancel-task'; taskId: TaskId }
  /** Completes the task whose message went out. By the step. */
  | { kind: 'complete-task'; step: StepId; by: string; at: Instant }
  /** Calls the provider once (F3). By enrollment, step and attempt. */
  | ({ kind: 'send' } & Call)
  /** Writes a hold as it is from now on; by its id and revision. */
  | { kind: 'write-hold'; hold: Hold }
  /** The provider takes messages again: the hold ends, and the lanes that it concerned are woken. By its id. */
  | { kind: 'end-hold'; hold: Hold }
  /** Keeps the words of a message that went out, or may have (F9). By its id. */
  | { kind: 'keep-message'; message: Omit<SentMessage, 'revision'> };

/** A call of the provider that was claimed, with all that settling its outcome needs. */
export type Call = {
  step: StepId;
  attempt: number;
  message: Message;
  /** What follows if it goes out. */
  next: Next;
  /** Of one sent by hand: the user who sends it, and the slot that it was given for it. */
  by?: string | undefined;
  slots?: readonly SlotChange[] | undefined;
};

/** What follows a step: events to be written with its own, and the slot that was taken for the next one. */
export type Next = { events: readonly EnrollmentEvent[]; slots: readonly SlotChange[] };

/**
 * The one order of effects. What is written before the enrollment is harmless without it: a slot is given back, a
 * task withdrawn, a wake-up stale by its revision; an enrollment without its wake-up cannot be (F4). What comes after
 * it is only ever a hint or repeatable, and the sweep finishes it. A claim is written before its message is sent; what
 * the provider answered is written before anything else is done, its wake-up after it (F3). The words of a message come
 * last: lost, they harm nothing.
 */
export const order = [
  'take-slot',
  'give-back-slot',
  'open-task',
  'note-invitation',
  'keep-links',
  'wake-at',
  'open-lane',
  'write-enrollment',
  'complete-task',
  'cancel-task',
  'free-slot',
  'write-hold',
  'end-hold',
  'wake-lane-at',
  'keep-message',
  'send',
] as const satisfies readonly Effect['kind'][];
