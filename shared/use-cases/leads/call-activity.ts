import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes, textOf } from '../../domain/time/instants.ts';
import type { Ids } from '../../ports/ids.ts';

/** How far the clock of a telephone system may be ahead, in minutes. */
const CLOCK_AHEAD = 5;
/** A call before this, ten years, is a slip of the pen or of a clock that was never set. */
const OLDEST_DAYS = 3_653;

/** A telephone call with a lead. */
export type Call = {
  direction: 'incoming' | 'outgoing';
  /** When it began. */
  at: Instant;
  seconds: number;
  /** The user who had it. */
  by: string;
};

/** Whether a call is said to begin later than any clock may be ahead. */
export function isAhead(at: Instant, now: Instant): boolean {
  return at > plusMinutes(now, CLOCK_AHEAD);
}

/** Whether a call is said to have begun before there can have been one. */
export function isTooOld(at: Instant, now: Instant): boolean {
  return at < plusMinutes(now, -OLDEST_DAYS * 24 * 60);
}

/**
 * The activity that a call is (A12, B6). Its id is made from the lead, from when the call began and from what the telephone
 * system calls it, else its direction and user: whoever tells of a call, it is one.
 */
export function callActivity(
  ids: Pick<Ids, 'of'>,
  of: { organisation: string; leadId: LeadId; externalId?: string | undefined },
  call: Call & { missed?: boolean | undefined; recording?: string | undefined },
): Activity {
  const { organisation, leadId, externalId } = of;
  const { direction, at, seconds, by, missed, recording } = call;
  const name = externalId ?? `${direction} ${by}`;
  const type = direction === 'incoming' ? ('call-received' as const) : ('call-made' as const);
  const event = {
    type,
    seconds,
    by,
    ...(missed === true && { missed }),
    ...(recording !== undefined && { recording }),
  };
  const id = `call.${ids.of(`${organisation} ${leadId} ${textOf(at)} ${name}`)}`;
  return { organisation, leadId, id, at, userId: by, events: [event] };
}
