import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Channel } from '../../domain/channels/step-types.ts';
import { ContentionError } from './contention.ts';
import type { EnginePorts } from './engine-ports.ts';
import { leaveBehind } from './leave-behind.ts';
import { loadSender } from './load-sender.ts';
import { writeEnrollment } from './write-enrollment.ts';

/** What is decided about one enrollment: the events, and the channel of the step then waited for. */
export type Change = { events: EnrollmentEvent[]; channel?: Channel };

/** How changing one enrollment ended. `unchanged`: the decision had nothing to add, as when it was made before. */
export type ChangeResult =
  | { kind: 'changed'; enrollment: Enrollment }
  | { kind: 'unchanged'; enrollment: Enrollment }
  | { kind: 'refused'; enrollment: Enrollment; why: string }
  | { kind: 'not-found' };

export type Decide = (
  enrollment: Enrollment,
  sender: Sender,
) => Promise<Change | { refuse: string }> | Change | { refuse: string };

const ATTEMPTS = 8;

/**
 * Changes one enrollment by a decision on its present state, again if somebody else changed it in between, and gives
 * back the place in a lane and the open task that it no longer needs.
 */
export async function changeEnrollment(
  ports: EnginePorts,
  organisation: string,
  id: string,
  decide: Decide,
  now: Instant,
): Promise<ChangeResult> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const enrollment = await ports.store.enrollments.get(organisation, id);
    if (enrollment === undefined) return { kind: 'not-found' };
    const sender = await loadSender(ports.store, organisation, enrollment.userId);
    if (sender === undefined) return { kind: 'not-found' };
    const change = await decide(enrollment, sender);
    if ('refuse' in change) return { kind: 'refused', enrollment, why: change.refuse };
    if (change.events.length === 0) return { kind: 'unchanged', enrollment };
    const channel = change.channel ?? 'mail';
    const written = await writeEnrollment(ports, enrollment, change.events, now, { sender, channel });
    if (written.outcome === 'conflict') continue;
    await leaveBehind(ports, enrollment, written.enrollment, now);
    return { kind: 'changed', enrollment: written.enrollment };
  }
  throw new ContentionError(`Enrollment ${id} is contended`);
}
