import type { Enrollment } from '../core/enrollment.ts';
import type { Sender } from '../core/planning.ts';
import type { Lead } from '../people/people.ts';

/** An enrollment in a forecast, with all that its decisions need to know. */
export type SimulatedEnrollment = {
  enrollment: Enrollment;
  lead: Lead;
  /** On whose behalf; who stands in is known from it. */
  sender: Sender;
  /** Whether it is one that the forecast was asked for, or only takes its share of the lanes. */
  asked: boolean;
};
