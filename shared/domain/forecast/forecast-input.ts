import type { SequenceId, UserId } from '../kernel/ids.ts';
import type { Invitation } from '../contact-intervals/contact-ledger.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import type { Sender } from '../core/planning.ts';
import type { Hold } from '../holds/hold.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneDay } from '../lanes/day-parts.ts';
import type { LaneId } from '../lanes/lane.ts';
import type { Sequence, SequenceVersion, Step } from '../sequences/step.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';

/**
 * Leads that are enrolled together at an instant: their enrollments are blank. Waves of one instant are enrolled in
 * their order.
 */
export type Wave = { at: Instant; enrollments: readonly SimulatedEnrollment[] };

/** An enrollment under way, with when it wakes or its task is done. */
export type UnderWay = {
  of: SimulatedEnrollment;
  wakesAt?: Instant | undefined;
  closesAt?: Instant | undefined;
};

/** Everything that a forecast starts from. All is as it will stay: settings, leads and sequences are taken as they are. */
export type ForecastInput = {
  organisation: string;
  /** The imagined clock starts here. */
  now: Instant;
  /** Nothing later than this is looked at. */
  until: Instant;
  sender: (userId: UserId) => Sender | undefined;
  sequence: (id: string) => Sequence | undefined;
  version: (sequenceId: SequenceId, version: number) => SequenceVersion | undefined;
  underWay: readonly UnderWay[];
  /** Days on which lanes open beside those that their queues wait for: something was left at an opening of before. */
  openings: readonly { lane: LaneId; date: LocalDate }[];
  /** Slots taken before. */
  days: readonly LaneDay[];
  /** Holds in force, which stay so until their end (F10). */
  holds: readonly Hold[];
  /** What addresses were invited by feedback sequences before (C3, C4), by address; undefined: none was. */
  invitations?: ((address: string) => readonly Invitation[]) | undefined;
  waves: readonly Wave[];
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
  /** Variables that nothing fills in what a step of an enrollment would send (D8); undefined: not asked. */
  missing?: ((step: Step, of: MissingIn, sender: Sender) => readonly string[]) | undefined;
};

/** Of whom a message of a forecast tells. */
export type MissingIn = Pick<SimulatedEnrollment, 'enrollment' | 'lead'>;

/** Told of every change of an enrollment, in order of time. */
export type OnChange = (of: SimulatedEnrollment, at: Instant, events: readonly EnrollmentEvent[]) => void;
