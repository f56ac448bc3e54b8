import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { SequenceVersion } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';

/** The version that an enrollment's present step was read from, whose options hold for it. */
export function ownVersion(
  { store }: { store: Pick<Store, 'versions'> },
  { organisation, sequenceId, version }: Enrollment,
): Promise<SequenceVersion | undefined> {
  return store.versions.get(organisation, `${sequenceId}.${version}`);
}
