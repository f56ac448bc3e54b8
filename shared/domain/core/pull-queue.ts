import { plusSeconds } from '../time/instants.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { EnrollmentEvent } from './events.ts';
import { awayAlone, type Sender } from './planning.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import type { LaneId } from '../lanes/lane.ts';

const PULL = 25;
/** Rounds of one wake-up: 100 × 25 steps; a lane that carries more a day goes on at its next wake-up. */
const ROUNDS = 100;
/** Rounds in a row that find nothing that can go, after which the rest of the queue is left for another day. */
const FRUITLESS = 8;

/** How an opening lane goes through its follow-ups, or its first touches, round by round. */
export type PullRounds = {
  /** Whether to read the room of the day and go on. */
  more(): boolean;
  /** How many steps to read from the queue next, when the day has this much room. */
  size(room: number): number;
  /** What a round came to. */
  note(pulled: number): void;
};

/** The rounds of one opening: as many steps as there is room for; past those that stay in longer strides. */
export function pullRounds(): PullRounds {
  let [rounds, fruitless] = [0, 0];
  return {
    more: () => rounds < ROUNDS && fruitless < FRUITLESS,
    size: (room) => (fruitless > 0 ? PULL : Math.min(PULL, room)),
    note(pulled) {
      rounds += 1;
      fruitless = pulled === 0 ? fruitless + 1 : 0;
    },
  };
}

/** Steps of a queue that are due up to this instant are looked at when the lane opens: the last of its day. */
export function dueByOpening(now: Instant, zone: Zone): Instant {
  return plusSeconds(startOfDay(plusDays(localDate(now, zone), 1), zone), -0.001);
}

/** When a step that was asked to leave the queue stays in it: the day on which it may go. */
export function staysInQueue(event: EnrollmentEvent, lane: LaneId): LocalDate | undefined {
  return event.type === 'queued' && event.lane === lane ? event.opensOn : undefined;
}

/**
 * When a lane opens again that has something due left: on its sender's next working day, or before when a step that
 * stays may go before.
 *
 * @param stays the days on which those that stayed may go.
 */
export function opensAgainOn(sender: Sender, now: Instant, stays: readonly LocalDate[]): LocalDate {
  return stays.reduce((first, day) => (day < first ? day : first), nextWorkingDay(sender, now));
}

/** The next day on which a sender, or who stands in, works, after today. */
export function nextWorkingDay(sender: Sender, now: Instant): LocalDate {
  const { zone } = sender.user;
  const { workingDays, workingHours, holidays } = sender.settings;
  // On days away with a stand-in it opens too: what queues is handed over.
  const absences = awayAlone(sender);
  const tomorrow = startOfDay(plusDays(localDate(now, zone), 1), zone);
  const opening = nextAllowed(tomorrow, { zone, workingDays, workingHours, holidays, absences });
  return localDate(opening.kind === 'allowed' ? opening.at : tomorrow, zone);
}
