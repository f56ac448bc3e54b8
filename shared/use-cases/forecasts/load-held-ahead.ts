import { blankEnrollment } from '../../domain/core/enrollment.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import { heldAhead, type HeldAhead } from '../../domain/forecast/held-ahead.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { forecastEnd } from './forecast-end.ts';
import { loadForecastHolds, loadSenders, type ForecastPorts } from './load-under-way.ts';
import { loadMissing } from './missing-content.ts';

/** Leads as they would be enrolled, each under the id that it would have. */
export type ToEnroll = { id: EnrollmentId; lead: Lead };

/** Where leads would be held if they were enrolled now, of those that would be (F1). */
export async function loadHeldAhead(
  ports: Pick<ForecastPorts, 'store'>,
  of: {
    sequence: Sequence;
    version: SequenceVersion;
    userId: string;
    leads: readonly ToEnroll[];
    now: Instant;
  },
): Promise<Map<EnrollmentId, HeldAhead>> {
  const { sequence, version, userId, leads, now } = of;
  const { organisation, id: sequenceId } = sequence;
  const senders = await loadSenders(ports, organisation, [userId]);
  const sender = senders.get(userId);
  if (sender === undefined || leads.length === 0) return new Map();
  const enrollments = leads.map(({ id, lead }): SimulatedEnrollment => {
    const names = { organisation, id, leadId: lead.id, sequenceId, userId };
    const blank = blankEnrollment({ ...names, version: version.version, pinned: false }, now);
    return { enrollment: blank, lead, sender, asked: true };
  });
  const known: Pick<ForecastInput, 'sequence' | 'version'> = {
    sequence: (id) => (id === sequenceId ? sequence : undefined),
    version: (id, number) => (id === sequenceId && number === version.version ? version : undefined),
  };
  const [holds, missing] = await Promise.all([
    loadForecastHolds(ports, organisation, now),
    loadMissing(ports, organisation, enrollments, known),
  ]);
  const until = forecastEnd(now);
  const input = {
    organisation,
    now,
    until,
    ...known,
    sender: (id: string) => senders.get(id),
    holds,
    missing,
  };
  return heldAhead(input, enrollments);
}
