import type { Instant } from '../kernel/instant.ts';
import { secondsBetween } from '../time/instants.ts';
import type { Enrollment } from './enrollment.ts';

/** How long a worker may hold a claim, in seconds: the longest run of the function that sends, and a margin. */
export const CLAIM_TERM_SECONDS = 150;

/**
 * Whether a step is claimed for longer than its term: no worker is alive that could still say what the provider answered,
 * so that the outcome is unknown as soon as anything looks at it (F3).
 */
export function isClaimExpired({ state, claim }: Pick<Enrollment, 'state' | 'claim'>, now: Instant): boolean {
  return (
    state.status === 'sending' && claim !== undefined && secondsBetween(claim.at, now) >= CLAIM_TERM_SECONDS
  );
}
