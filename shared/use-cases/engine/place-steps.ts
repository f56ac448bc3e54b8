import type { EnrollmentEvent } from '../../domain/core/events.ts';
import {
  limitsOf,
  plannedEvent,
  requestOf,
  type Sender,
  type StepToPlan,
} from '../../domain/core/planning.ts';
import { withActingSender } from '../../domain/core/stand-in.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { admit, daysToRead } from '../../domain/lanes/admit.ts';
import { isLimited, laneId, type Placement } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import { earliestWake } from '../../domain/lanes/wake-up.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { EngineStore } from '../../ports/store.ts';
import { ContentionError } from './contention.ts';
import { readDay, writeDay } from './lane-days.ts';

/** A step to place in the lane of its sender, or of who stands in (F7). */
export type StepToPlace = StepToPlan & { sender: Sender };

/** A step's time, or its place in the queue: the event to be written, and what the lane said. */
export type PlacedStep = { plan: StepToPlace; event: EnrollmentEvent; at?: Instant | undefined };

const ATTEMPTS = 8;

/**
 * Gives steps their times: windows first, then the lane's cap and pacing (DESIGN 2). Only lane days are written;
 * the enrollments and their wake-ups are the caller's. Placing the same step again finds the place it has.
 *
 * @param how `awake`: the steps can run at once; else nothing is placed before a wake-up can reach it. `order`: see
 * {@link admit}.
 * @returns by enrollment id.
 * Throws ContentionError when a lane stays contended.
 */
export async function placeSteps(
  store: EngineStore,
  organisation: string,
  plans: readonly StepToPlace[],
  now: Instant,
  { awake = false, order = 'by-rank' }: { awake?: boolean; order?: 'by-rank' | 'as-given' } = {},
): Promise<Map<string, PlacedStep>> {
  const placed = new Map<string, PlacedStep>();
  const earliest = awake ? now : earliestWake(now);
  for (const [lane, inLane] of byLane(plans.map((plan) => withActingSender(plan, earliest)))) {
    const placements = await placeInLane(store, { organisation, lane, now, earliest, order }, inLane);
    for (const plan of inLane) {
      const placement = placements.get(placeKey(plan.enrollmentId, plan.step.id));
      if (placement === undefined)
        throw new Error(`No placement for ${plan.enrollmentId}, step ${plan.step.id}`);
      const at = placement.kind === 'placed' ? placement.at : undefined;
      placed.set(plan.enrollmentId, { plan, event: plannedEvent(plan, plan.sender, placement), at });
    }
  }
  return placed;
}

async function placeInLane(
  store: EngineStore,
  at: { organisation: string; lane: string; now: Instant; earliest: Instant; order: 'by-rank' | 'as-given' },
  plans: readonly StepToPlace[],
): Promise<Map<string, Placement>> {
  const [first] = plans;
  if (first === undefined) return new Map();
  const { order, ...moment } = at;
  const limits = limitsOf(stepKinds[first.step.type].lane, first.sender);
  const facts = { ...moment, limits };
  const requests = plans.map((plan) => requestOf(plan, plan.sender));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const dates = isLimited(limits) ? daysToRead(facts, requests) : [];
    const days = await Promise.all(dates.map((date) => readDay(store, at.organisation, at.lane, date)));
    const { placements, changed } = admit(facts, days, requests, order);
    const written = await Promise.all(changed.map((day) => writeDay(store, day)));
    if (written.every((outcome) => outcome === 'written')) {
      return new Map(placements.map((placement) => [placement.key, placement]));
    }
  }
  throw new ContentionError(`Lane ${at.lane} is contended`);
}

function byLane(plans: readonly StepToPlace[]): Map<string, StepToPlace[]> {
  return Map.groupBy(plans, (plan) => laneId(plan.sender.user.id, stepKinds[plan.step.type].lane));
}
