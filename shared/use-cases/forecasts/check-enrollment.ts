import type { LeadId, SequenceId, UserId } from '../../domain/kernel/ids.ts';
import { enrollWarnings, type Warning } from '../../domain/core/enroll-warnings.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { loadEnrollable, roundOf } from '../enrollments/enroll-leads.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { enrollmentId, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Ahead } from '../../domain/forecast/look-ahead.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { loadAhead, type ToEnroll } from './load-ahead.ts';
import type { ForecastPorts } from './load-under-way.ts';

const concurrency = 20;

/** What enrolling one lead would do. */
export type CheckedLead =
  /** `ahead`: where it would be held for a person, or by a hold, and what its invitation would wait for. */
  | { leadId: LeadId; outcome: 'can-enroll'; warnings: Warning[]; ahead: Ahead }
  | { leadId: LeadId; outcome: 'already-enrolled'; enrollmentId: EnrollmentId }
  | { leadId: LeadId; outcome: 'refused'; why: string };

/**
 * Says what enrolling leads would do, and warns of what they would not get, or not at its hour (D3, D7), and of where
 * they would be held or wait for an interval (C3, C4), as the forecast says it (F1). It changes nothing.
 */
export async function checkEnrollment(
  ports: Pick<EnginePorts, 'store'> & Pick<ForecastPorts, 'store'>,
  request: {
    caller: Caller;
    leadIds: readonly LeadId[];
    sequenceId: SequenceId;
    userId: UserId;
    now: Instant;
  },
): Promise<{ kind: 'checked'; results: CheckedLead[] } | Refusal> {
  const { caller, leadIds, sequenceId, userId, now } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);
  if (!canAccess(access, userId)) {
    return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };
  }
  const [{ sequence, version, sender }, found] = await Promise.all([
    loadEnrollable(ports, { organisation, sequenceId, userId }),
    ports.store.leads.getMany(organisation, leadIds),
  ]);
  const leads = new Map(found.map((lead) => [lead.id, lead]));
  const rounds = await inChunks(leadIds, concurrency, (leadId) =>
    leads.has(leadId) ? roundOf(ports, { organisation, sequenceId }, leadId) : undefined,
  );
  const free = rounds.flatMap(({ item: leadId, result: round }): (ToEnroll & { leadId: LeadId })[] => {
    const lead = leads.get(leadId);
    if (lead === undefined || round?.kind !== 'free' || !canAccess(access, lead.ownerId)) return [];
    return [{ leadId, id: enrollmentId(leadId, sequenceId, round.round), lead }];
  });
  const ahead = await loadAhead(ports, { sequence, version, userId, leads: free, now });
  const idOf = new Map(free.map(({ leadId, id }) => [leadId, id]));

  const results = rounds.map(({ item: leadId, result: round }): CheckedLead => {
    const lead = leads.get(leadId);
    if (lead === undefined) return { leadId, outcome: 'refused', why: 'There is no lead with this id.' };
    if (!canAccess(access, lead.ownerId)) {
      return { leadId, outcome: 'refused', why: 'The lead belongs to another user.' };
    }
    if (round?.kind === 'taken') return { leadId, outcome: 'already-enrolled', enrollmentId: round.id };
    const id = idOf.get(leadId);
    const warnings = enrollWarnings(version.steps, lead, sender.settings);
    return { leadId, outcome: 'can-enroll', warnings, ahead: (id && ahead.get(id)) ?? {} };
  });
  return { kind: 'checked', results };
}
