import { EVERY_ORGANISATION } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { noEnrollments, type EnrollmentCounts } from '../../domain/reconciliation/enrollment-counts.ts';
import { countsOfOrganisation } from '../../domain/reconciliation/sweep-part.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/**
 * The enrollments of an organisation as the sweep last counted them (F4).
 *
 * @returns `at`: when the oldest of the counts was begun; undefined: nothing was counted yet
 */
export async function readReconciliation(
  { store }: { store: Pick<Store, 'sweepParts'> },
  organisation: string,
): Promise<EnrollmentCounts & { at?: Instant | undefined }> {
  const counted = countsOfOrganisation(await listAll(store.sweepParts, EVERY_ORGANISATION), organisation);
  return counted === undefined ? noEnrollments() : { ...counted.counts, at: counted.at };
}
