import type { StepId } from '../kernel/ids.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import type { LaneRequest } from '../lanes/lane.ts';
import { byRank } from '../lanes/place.ts';
import { slotKey } from '../lanes/slot-key.ts';
import type { Command } from './commands.ts';
import { asksAgain } from './commands/wake.ts';
import { senderOf } from './delegate.ts';
import { stepIn, type StepFacts } from './facts.ts';
import { dueAfter, priorityOf } from './planning.ts';

/** The key decides between equals alone, and is made for them alone. */
class Rank {
  readonly priority: LaneRequest['priority'];
  readonly due: Instant;
  readonly #enrollmentId: EnrollmentId;
  readonly #step: StepId;
  #key: string | undefined;

  constructor(priority: LaneRequest['priority'], due: Instant, enrollmentId: EnrollmentId, step: StepId) {
    this.priority = priority;
    this.due = due;
    this.#enrollmentId = enrollmentId;
    this.#step = step;
  }

  get key(): string {
    return (this.#key ??= slotKey(this.#enrollmentId, this.#step));
  }
}

/**
 * Commands in the order in which they are decided when they come together: those whose step asks for a time again, or
 * for its first one, by rank (A3), then the others as they came, so that it does not matter how they were cut.
 */
export function inOrderOfBatch<T>(
  batch: readonly T[],
  read: (one: T) => { facts: StepFacts; command: Command },
): T[] {
  const ranked: { one: T; rank: Rank }[] = [];
  const others: T[] = [];
  for (const one of batch) {
    const { facts, command } = read(one);
    const rank = rankOf(facts, command);
    if (rank === undefined) others.push(one);
    else ranked.push({ one, rank });
  }
  ranked.sort((a, b) => byRank(a.rank, b.rank));
  return [...ranked.map(({ one }) => one), ...others];
}

/** The rank with which the present step of an enrollment asks for a slot; undefined: it asks for none. */
function rankOf(facts: StepFacts, command: Command): Rank | undefined {
  const { enrollment, version, lead, sender, now } = facts;
  const { state, id } = enrollment;
  if (command.kind === 'enroll') {
    const first = version?.steps[0];
    if (first === undefined || lead === undefined) return undefined;
    const due = dueAfter(first, now, senderOf(first, sender), lead);
    return new Rank(priorityOf(first, true), due, id, first.id);
  }
  const asks = command.kind === 'pull' || (command.kind === 'wake' && asksAgain(facts, command));
  if (!asks || !('step' in state)) return undefined;
  const step = stepIn(version, state.step);
  if (step === undefined) return undefined;
  return new Rank(priorityOf(step, enrollment.done.length === 0), state.due, id, step.id);
}
