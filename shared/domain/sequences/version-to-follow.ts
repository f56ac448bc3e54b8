import type { Sequence } from './step.ts';

/**
 * The version that an enrollment's next step is read from (D10): the present one; its own when it keeps it, or when a
 * later version was published for new enrollments only.
 */
export function versionToFollow(
  enrollment: { version: number; pinned: boolean },
  sequence: Pick<Sequence, 'currentVersion' | 'forNewOnly'> | undefined,
): number {
  if (enrollment.pinned || sequence === undefined) return enrollment.version;
  const later = sequence.forNewOnly?.filter((version) => version > enrollment.version) ?? [];
  const latest = later.length > 0 ? Math.min(...later) - 1 : sequence.currentVersion;
  return Math.max(latest, enrollment.version);
}
