import type { UserId } from '../../domain/kernel/ids.ts';
import { blankEnrollment } from '../../domain/core/enrollment.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import { lookAhead, type Ahead } from '../../domain/forecast/look-ahead.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { forecastEnd } from './forecast-end.ts';
import { loadForecastHolds, loadSenders, type ForecastPorts } from './load-under-way.ts';
import { loadInvitations } from './load-invitations.ts';
import { loadMissing } from './missing-content.ts';

/** Leads as they would be enrolled, each under the id that it would have. */
export type ToEnroll = { id: EnrollmentId; lead: Lead };

/** Where leads would be held, or wait for an interval (C3, C4), if they were enrolled now, of those that would (F1). */
export async function loadAhead(
  ports: Pick<ForecastPorts, 'store'>,
  of: {
    sequence: Sequence;
    version: SequenceVersion;
    userId: UserId;
    leads: readonly ToEnroll[];
    now: Instant;
  },
): Promise<Map<EnrollmentId, Ahead>> {
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
  const [holds, missing, invitations] = await Promise.all([
    loadForecastHolds(ports, organisation, now),
    loadMissing(ports, organisation, enrollments, known),
    loadInvitations(ports, { organisation, now }, enrollments, known.sequence),
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
    invitations,
  };
  return lookAhead(input, enrollments);
}
