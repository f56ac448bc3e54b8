import { isOver, type Enrollment } from '../core/enrollment.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ReplyOutcome } from './reply.ts';

/**
 * What an answer that came at an instant did, read from the enrollment as it is after it (D5): asked again after a crash
 * it says the same, though nothing is done any more. Undefined: there is no such enrollment.
 */
export function outcomeOfReply(
  kind: 'reply' | 'auto-reply',
  enrollment: Pick<Enrollment, 'state'> | undefined,
  at: Instant,
): ReplyOutcome {
  if (enrollment === undefined) return { kind: 'unmatched' };
  const { state } = enrollment;
  const did = 'because' in state && state.because.kind === 'lead' && state.because.at === at;
  if (kind === 'auto-reply') {
    const until = state.status === 'paused' && did ? state.until : undefined;
    return until === undefined ? { kind: 'nothing' } : { kind: 'held', until };
  }
  if (!isOver(state)) return { kind: 'goes-on' };
  return state.status === 'stopped' && did ? { kind: 'stopped' } : { kind: 'was-over' };
}
