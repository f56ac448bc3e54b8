import type { Enrollment } from '../../domain/core/enrollment.ts';
import { versionOfStep } from '../../domain/sequences/feedback-steps.ts';
import type { Sequence, Step } from '../../domain/sequences/step.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import type { Store } from '../../ports/store.ts';
import { memoizedByKey } from '../memoized-by-key.ts';

/** Reads the steps that enrollments are at, each version once; undefined: it is at none. */
export function presentStepReader(
  store: Pick<Store, 'versions'>,
  organisation: string,
  sequenceOf: (id: string) => Promise<Sequence | undefined>,
): (enrollment: Enrollment) => Promise<Step | undefined> {
  const versionOf = memoizedByKey((id: string) => store.versions.get(organisation, id));
  return async (enrollment) => {
    const { state, sequenceId, version } = enrollment;
    if (!('step' in state)) return undefined;
    const sequence = await sequenceOf(sequenceId);
    const [own, following] = await Promise.all([
      versionOf(`${sequenceId}.${version}`),
      versionOf(`${sequenceId}.${versionToFollow(enrollment, sequence)}`),
    ]);
    return versionOfStep(sequence, state.step, own, following)?.steps.find(({ id }) => id === state.step);
  };
}
