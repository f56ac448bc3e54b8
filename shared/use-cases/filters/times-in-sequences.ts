import type { LeadId, SequenceId } from '../../domain/kernel/ids.ts';
import type { EnrollmentFacts } from '../../domain/filters/filter-facts.ts';
import { enrollmentId, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Store } from '../../ports/store.ts';

/**
 * The times that leads went through sequences, by lead: read by their ids, the first ones of all leads at once, then the
 * second ones of those who had a first.
 */
export async function readTimesInSequences(
  store: Pick<Store, 'enrollments'>,
  organisation: string,
  { leadIds, sequences }: { leadIds: readonly LeadId[]; sequences: readonly string[] },
): Promise<Map<string, EnrollmentFacts[]>> {
  const found = new Map<string, EnrollmentFacts[]>();
  let left: { leadId: LeadId; sequenceId: SequenceId }[] = leadIds.flatMap((leadId) =>
    sequences.map((sequenceId) => ({ leadId, sequenceId })),
  );
  for (let round = 1; left.length > 0; round += 1) {
    const wanted: EnrollmentId[] = left.map(({ leadId, sequenceId }) =>
      enrollmentId(leadId, sequenceId, round),
    );
    left = [];
    for (const { leadId, sequenceId, state } of await store.enrollments.getMany(organisation, wanted)) {
      const times = found.get(leadId) ?? [];
      times.push({ sequenceId, status: state.status });
      found.set(leadId, times);
      left.push({ leadId, sequenceId });
    }
  }
  return found;
}
