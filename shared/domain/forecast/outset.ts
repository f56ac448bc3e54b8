import type { Sender } from '../core/planning.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneDay, LaneId } from '../lanes/lane.ts';
import type { Lead } from '../people/people.ts';
import type { Sequence, SequenceVersion, Step } from '../sequences/step.ts';
import type { Course, ForeseenEvent } from './course.ts';

/** Leads that are enrolled together at an instant. */
export type Wave = { at: Instant; courses: readonly Course[] };

/** Everything that a forecast starts from. All is as it will stay: settings, leads and sequences are taken as they are. */
export type Outset = {
  organisation: string;
  /** The imagined clock starts here. */
  now: Instant;
  /** Nothing later than this is looked at. */
  until: Instant;
  sender: (userId: string) => Sender | undefined;
  sequence: (id: string) => Sequence | undefined;
  version: (sequenceId: string, version: number) => SequenceVersion | undefined;
  /** Enrollments under way, with when they wake. */
  underWay: readonly { course: Course; wakesAt?: Instant | undefined }[];
  /** Days on which lanes open beside those that their queues wait for: something was left at an opening of before. */
  openings: readonly { lane: LaneId; date: LocalDate }[];
  /** Places taken before. */
  days: readonly LaneDay[];
  waves: readonly Wave[];
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
  /** Variables that nothing fills in what a step would send to a lead (D8); undefined: not asked. */
  missing?: ((step: Step, lead: Lead, sender: Sender) => readonly string[]) | undefined;
};

/** Told of everything foreseen, in order of time. */
export type OnForeseen = (course: Course, at: Instant, events: readonly ForeseenEvent[]) => void;
