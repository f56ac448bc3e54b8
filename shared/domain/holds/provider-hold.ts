import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { plusMinutes } from '../time/instants.ts';
import {
  EVERY_ORGANISATION,
  holdId,
  isInForce,
  type HeldChannel,
  type Hold,
  type HoldScope,
} from './hold.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** Minutes from a refusal to the first probe; doubled after each that is refused, up to the longest. */
const FIRST_PROBE_MINUTES = 5;
const LONGEST_PROBE_MINUTES = 60;

/** A message that the provider refused because of us. */
export type RefusedBecauseOfUs = {
  organisation: string;
  level: 'stage' | 'sender';
  channel: HeldChannel;
  /** In whose name it was to go out. */
  userId: UserId;
  code: string;
  message: string;
};

/** Whom and what a refusal holds. */
export function scopeOfRefusal({ level, channel, userId }: RefusedBecauseOfUs): HoldScope {
  return { level, channel, ...(level === 'sender' && { userId }) };
}

/**
 * The hold that a refusal begins. Where one is in force already, that very one: several messages that were at the
 * provider at the same time begin one hold, and postpone no probe. To be written if it is not `existing`.
 */
export function raise(existing: Hold | undefined, refusal: RefusedBecauseOfUs, now: Instant): Hold {
  if (existing !== undefined && isInForce(existing, now)) return existing;
  const { level, code, message } = refusal;
  const scope = scopeOfRefusal(refusal);
  return {
    ...scope,
    organisation: level === 'stage' ? EVERY_ORGANISATION : refusal.organisation,
    id: holdId(scope),
    revision: (existing?.revision ?? 0) + 1,
    reason: { kind: 'provider', code, message },
    since: now,
    probe: { at: plusMinutes(now, intervalAfter(1)) },
    refusals: 1,
  };
}

/** True when it is time to let one message through, to see whether the provider takes it. Of a person's hold never. */
export function mayProbe({ probe }: Hold, now: Instant): boolean {
  return probe !== undefined && probe.at <= now;
}

/**
 * The hold with the one enrollment named whose message is let through. If nothing has come of it after another
 * interval (its worker died, its step was stopped), the next may be named.
 */
export function withProbe(hold: Hold, enrollment: EnrollmentId, now: Instant): Hold {
  return { ...withProbeOf(hold, now), probe: { ...nextProbe(hold, now), enrollment } };
}

/** The same for a message of no enrollment, which is sent at once by whoever writes this. */
export function withProbeOf(hold: Hold, now: Instant): Hold {
  return { ...hold, revision: hold.revision + 1, probe: nextProbe(hold, now) };
}

function nextProbe({ refusals }: Hold, now: Instant): { at: Instant } {
  return { at: plusMinutes(now, intervalAfter(refusals)) };
}

/** True of the enrollment whose message is let through. */
export function isProbe({ probe }: Hold, enrollment: EnrollmentId): boolean {
  return probe?.enrollment === enrollment;
}

/** The hold after its probe was refused as well: the next one comes after twice the time, an hour at most. */
export function probeRefused(
  hold: Hold,
  { code, message }: Pick<RefusedBecauseOfUs, 'code' | 'message'>,
  now: Instant,
): Hold {
  const refusals = hold.refusals + 1;
  return {
    ...hold,
    revision: hold.revision + 1,
    reason: { kind: 'provider', code, message },
    probe: { at: plusMinutes(now, intervalAfter(refusals)) },
    refusals,
  };
}

/** Minutes to the next probe after so many refusals. */
function intervalAfter(refusals: number): number {
  return Math.min(FIRST_PROBE_MINUTES * 2 ** (refusals - 1), LONGEST_PROBE_MINUTES);
}
