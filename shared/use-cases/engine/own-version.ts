import type { Channel } from '../../domain/channels/step-types.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { SequenceVersion } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { channelOf } from './write-enrollment.ts';

/** The version that an enrollment's present step was read from, whose options hold for it. */
export function ownVersion(
  { store }: { store: Pick<Store, 'versions'> },
  { organisation, sequenceId, version }: Enrollment,
): Promise<SequenceVersion | undefined> {
  return store.versions.get(organisation, `${sequenceId}.${version}`);
}

/** The channel of the step that an enrollment is at, which its wake-up needs when it is written anew. */
export function presentChannel({ state }: Enrollment, version: SequenceVersion | undefined): Channel {
  return isOver(state) ? 'mail' : channelOf(version?.steps.find(({ id }) => id === state.step));
}
