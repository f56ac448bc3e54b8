import type { StepId } from '../kernel/ids.ts';
import { plusMinutes } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Reason } from '../settings/reason.ts';
import type { EnrollmentEvent } from './events.ts';

/** How long an unknown outcome waits for the provider's event before a person is asked, in minutes (F3). */
const GRACE_MINUTES = 24 * 60;

/** The outcome of a call is not known: listed for a person after a day of grace, never resent by itself (F3). */
export function unknownEvent(step: StepId, because: Reason, now: Instant): EnrollmentEvent {
  return { type: 'outcome-unknown', step, listedAt: plusMinutes(now, GRACE_MINUTES), because };
}
