import { plusMinutes } from '../../domain/time/instants.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { evolve } from '../../domain/core/evolve.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { EnginePorts } from './engine-ports.ts';

/** How long an unknown outcome waits for the provider's event before a person is asked, in minutes (F3). */
const GRACE_MINUTES = 24 * 60;

/** The outcome of a call is not known: listed for a person after a day of grace, never resent by itself (F3). */
export function unknownEvent(step: string, because: Because, now: Instant): EnrollmentEvent {
  return { type: 'outcome-unknown', step, listedAt: plusMinutes(now, GRACE_MINUTES), because };
}

/** Notes that the worker that held the claim is dead; the message may or may not have gone out (F3). */
export async function giveUpClaim(
  ports: Pick<EnginePorts, 'store'>,
  { enrollment }: { enrollment: Enrollment },
  now: Instant,
): Promise<void> {
  if (enrollment.state.status !== 'sending') return;
  const because: Because = { kind: 'engine', rule: 'outcome-unknown' };
  const events = [unknownEvent(enrollment.state.step, because, now)];
  await ports.store.enrollments.put(evolve(enrollment, events, now), enrollment.revision);
}
