import * as z from 'zod/mini';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { enrollmentIdText, stepIdText, text } from '../kernel/shapes.ts';
import { localDay } from '../time/local-day.ts';
import { instant } from '../time/instant-text.ts';
import { epochMs, maxInstant, plusSeconds, secondsBetween, wholeSecond } from '../time/instants.ts';
import { laneIdText, chanceOf, type LaneId } from './lane.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/**
 * The schedule entry that a wake-up comes from. The queue drops a body that its group had within five minutes, though
 * the first is worked off already; so two entries may never send the same one, and each is in its own body. Wake-ups
 * sent to the queue at once have none, nor have those of version 0.2.0.
 */
const wakeUpEntry = z.object({
  name: text,
  /** The instant that it was wanted for, not clamped. */
  at: instant,
});
export type WakeUpEntry = z.output<typeof wakeUpEntry>;

/**
 * A slot of a lane's day that its effect does not use. `at`: its instant, or one after it, by which it is told apart from
 * one that the same step took since; without it: whichever it has.
 */
const freedSlot = z.object({ date: localDay, key: text, at: z.optional(instant) });
export type FreedSlot = z.output<typeof freedSlot>;

/**
 * What is sent to the queue of lanes: a step is due, or a lane opens. A hint; the tables decide. `freed`: a slot that
 * its effect did not use, to be given back first.
 */
export const wakeUpMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    organisation: text,
    lane: laneIdText,
    enrollment: enrollmentIdText,
    step: stepIdText,
    revision: z.int().check(z.positive()),
    entry: z.optional(wakeUpEntry),
  }),
  z.object({
    kind: z.literal('lane'),
    organisation: text,
    lane: laneIdText,
    freed: z.optional(freedSlot),
    entry: z.optional(wakeUpEntry),
  }),
]);
export type WakeUp = z.output<typeof wakeUpMessage>;

/** The wake-up of a due step. */
export type StepWakeUp = Extract<WakeUp, { kind: 'step' }>;

/** Scheduler refuses an instant that is past by the time it reads it, and wakes to the minute anyhow. */
const LEAST_AHEAD_SECONDS = 60;

/**
 * The earliest that a wake-up made now can come, on a whole second: what Scheduler takes. Slots are given on whole
 * seconds from there on, so that a step wakes at the very instant that was planned.
 */
export function earliestWake(now: Instant): Instant {
  return wholeSecond(plusSeconds(now, LEAST_AHEAD_SECONDS));
}

/** The instant to give to Scheduler for a wake-up: a minute from now at least, and a whole second, never too early. */
export function wakeTime(at: Instant, now: Instant): Instant {
  return maxInstant(wholeSecond(at), earliestWake(now));
}

/** What a schedule entry sends: the wake-up, with the entry in it. */
export function wakeUpOfEntry(wakeUp: WakeUp, entry: WakeUpEntry): WakeUp {
  return { ...wakeUp, entry: { name: entry.name, at: entry.at } };
}

/** How early a wake-up may come and still count as due, in seconds: clocks of two machines differ. */
export const EARLY_SECONDS = 2;

/**
 * The moment at which wake-ups are worked off: now, or the latest instant that one of them was wanted for where it
 * came a moment early. Else what they wake would not be due yet, and nothing would wake it again.
 */
export function momentOf(wakeUps: readonly WakeUp[], now: Instant): Instant {
  const wanted = wakeUps.flatMap(({ entry }) => (entry === undefined ? [] : [entry.at]));
  return maxInstant(now, ...wanted.filter((at) => secondsBetween(now, at) <= EARLY_SECONDS));
}

/**
 * Schedule name of an enrollment's wake-up: another revision is another entry. So is another time: of two who change
 * one revision both make an entry, and that of the loser must not stand for the winner's. At most 64 of
 * `[A-Za-z0-9._-]`.
 */
export function stepEntryName(enrollmentId: EnrollmentId, revision: number, at: Instant): string {
  return `${enrollmentId}-${revision}-${epochMs(at).toString(36)}`;
}

/** Schedule name of a lane's opening: one a lane and day, however many steps queue for it. */
export function laneEntryName(organisation: string, lane: LaneId, date: LocalDate): string {
  return `lane-${organisation}.${lane}-${date}`;
}

/** Schedule name of a lane's opening at an instant, for custom tasks and the end of holds: one however many are due then. */
export function laneEntryAt(organisation: string, lane: LaneId, at: Instant): string {
  return `task-${organisation}.${lane}-${epochMs(at).toString(36)}`;
}

/**
 * The name under which an entry is made now. Of a lane, one that is asked for less than a minute ahead bears the instant
 * that it comes at: the entry of the usual name may have fired, or fire before what is asked for is written, and Scheduler
 * refuses its name until it is gone, some time after.
 */
export function entryNameAt(
  { name, at, wakeUp }: { name: string; at: Instant; wakeUp: WakeUp },
  now: Instant,
): string {
  const time = wakeTime(at, now);
  return wakeUp.kind === 'lane' && time > wholeSecond(at)
    ? laneEntryAt(wakeUp.organisation, wakeUp.lane, time)
    : name;
}

const SHARDS = 16;

/**
 * FIFO message group of a wake-up. A limited lane is worked by one worker at a time; an unlimited one has nothing to
 * contend for and spreads over shards.
 */
export function messageGroup(wakeUp: WakeUp, limited: boolean): string {
  const group = `${wakeUp.organisation}.${wakeUp.lane}`;
  if (limited || wakeUp.kind === 'lane') return group;
  return `${group}.${Math.floor(chanceOf(wakeUp.enrollment) * SHARDS)}`;
}
