import type { Decision } from '../../domain/core/decision.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { usesSlot } from '../../domain/core/uses-slot.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import type { LaneId } from '../../domain/lanes/lane.ts';
import { slotKey } from '../../domain/lanes/slot-key.ts';
import type { EnginePorts } from './engine-ports.ts';
import { wakeLaneNow } from './wake-ups.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

type Taken = {
  organisation: string;
  enrollment: EnrollmentId;
  lane: LaneId;
  date: LocalDate;
  key: string;
  at: Instant;
};

/**
 * The slots that the rounds of one piece of work took. What a round took that was then lost is given back, so that no
 * slot of a day's cap leaks, unless the enrollment holds it all the same: whoever was first asked for the same.
 */
export class SlotsTaken {
  readonly #ports: EnginePorts;
  readonly #taken = new Map<string, Taken>();

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /** Notes the slots of decisions whose lane day was written. @param written lanes and days, `<lane>.<date>` */
  note(
    organisation: string,
    decisions: readonly { decision: Decision }[],
    written: ReadonlySet<string>,
  ): void {
    for (const { decision } of decisions) {
      for (const effect of decision.effects) {
        if (effect.kind !== 'take-slot' || !written.has(`${effect.lane}.${effect.date}`)) continue;
        const { lane, date, slot } = effect;
        const { key, at } = slot;
        const taken = { organisation, enrollment: decision.after.id, lane, date, key, at };
        this.#taken.set(nameOf(taken), taken);
      }
    }
  }

  /** The decision was written: its slots are in use. */
  settle({ events, effects, after: { id } }: Decision): void {
    for (const effect of effects) {
      if (effect.kind === 'take-slot') this.#used(effect.date, effect.slot.key);
      if (effect.kind === 'send') this.#usedBy(id, effect.next.events);
    }
    this.#usedBy(id, events);
  }

  /** Gives back what no decision uses. */
  async giveBack(): Promise<void> {
    for (const { organisation, enrollment: id, lane, date, key, at } of this.#taken.values()) {
      const enrollment = await this.#ports.store.enrollments.get(organisation, id);
      if (enrollment !== undefined && usesSlot(enrollment, { date, key })) continue;
      await wakeLaneNow(this.#ports, organisation, lane, `${id}-${key}`, { date, key, at });
    }
  }

  #usedBy(id: EnrollmentId, events: readonly EnrollmentEvent[]): void {
    for (const event of events) {
      if ((event.type === 'planned' || event.type === 'deferred') && event.place !== undefined)
        this.#used(event.place, slotKey(id, event.step));
    }
  }

  #used(date: LocalDate, key: string): void {
    this.#taken.delete(nameOf({ date, key }));
  }
}

function nameOf({ date, key }: Pick<Taken, 'date' | 'key'>): string {
  return `${date} ${key}`;
}
