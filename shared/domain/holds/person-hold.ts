import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { holdId, isInForce, type Hold, type HoldScope } from './hold.ts';

/** What a person says of a hold: who, why, and until when if that is known. */
export type PersonsHold = {
  userId: UserId;
  note?: string | undefined;
  until?: Instant | undefined;
};

/** The hold of a scope on somebody's word, in the place of whatever was there. Held by a person already, it began then. */
export function holdByPerson(
  existing: Hold | undefined,
  at: HoldScope & { organisation: string },
  { userId, note, until }: PersonsHold,
  now: Instant,
): Hold {
  const goesOn = existing !== undefined && existing.reason.kind === 'person' && isInForce(existing, now);
  return {
    ...at,
    id: holdId(at),
    revision: (existing?.revision ?? 0) + 1,
    reason: { kind: 'person', userId, ...(note !== undefined && { note }) },
    since: goesOn ? existing.since : now,
    ...(until !== undefined && { until }),
    refusals: 0,
  };
}

/** The hold ended at this moment. It stays for a day, so that who finds it over can see that its lanes were woken. */
export function ended(hold: Hold, now: Instant): Hold {
  const { probe: _probe, ...rest } = hold;
  return { ...rest, revision: hold.revision + 1, until: now };
}
