import type { Instant } from '../kernel/instant.ts';
import type { Reason } from '../settings/reason.ts';
import type { Sequence } from './step.ts';

/**
 * Why nothing more of a sequence goes to whom it was enrolled at an instant: it was deleted (D11), or it is that of an
 * automation that was deactivated since (E7). Undefined: it goes on.
 */
export function endedBecause(
  sequence: Pick<Sequence, 'status' | 'off' | 'onSince'> | undefined,
  enrolledAt: Instant,
): Reason | undefined {
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'engine', rule: 'sequence-deleted' };
  const { off, onSince } = sequence;
  const isEnded = off === true || (onSince !== undefined && enrolledAt < onSince);
  return isEnded ? { kind: 'engine', rule: 'automation-ended' } : undefined;
}
