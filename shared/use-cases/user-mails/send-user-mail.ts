import type { SendResult } from '../../domain/core/message.ts';
import { concerns, holdId, holdOn, isInForce, type Hold } from '../../domain/holds/hold.ts';
import {
  mayProbe,
  probeRefused,
  raise,
  scopeOfRefusal,
  withProbeOf,
} from '../../domain/holds/provider-hold.ts';
import { markerExpiry, type Marker } from '../../domain/idempotency/marker.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import { plusSeconds, secondsBetween } from '../../domain/time/instants.ts';
import {
  outgoingUserMail,
  stateAfter,
  userMailMarker,
  userMailStates,
  type UserMail,
  type UserMailState,
} from '../../domain/user-mails/user-mail.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Mailer } from '../../ports/sender.ts';
import type { Store } from '../../ports/store.ts';
import { endHold } from '../holds/end-hold.ts';
import { loadHolds } from '../holds/load-holds.ts';

/** What sending a mail to a user reaches outside through. */
export type UserMailPorts = {
  store: Pick<Store, 'markers' | 'settings' | 'holds' | 'users'>;
  mailer: Mailer;
  queue: Pick<Queue, 'sendUserMail' | 'wakeUp'>;
  /** The address of the stage. */
  addresses: { from: string };
};

/** Seconds until what was held back is tried again: as long as a queue can keep it, or when a hold lets one through. */
const AGAIN_SECONDS = 900;
const SOONEST_SECONDS = 120;
/** Seconds by which the clocks of two workers may differ. */
const CLOCKS_SECONDS = 60;

/**
 * Sends a mail to a user once (F3): it is claimed by its key before the provider is called, and settled after it. One that
 * a worker died over, or whose answer was lost, is never sent again by itself. What is held back, by a person or by the
 * provider, waits in its queue without limit of tries (F10): a refusal because of us begins the hold that holds what
 * sequences send too, one message an interval is let through it, and one that goes out ends it.
 *
 * @returns how it stands: `claimed` is another worker's, alive or dead
 */
export async function sendUserMail(
  ports: UserMailPorts,
  mail: UserMail,
  now: Instant,
): Promise<UserMailState> {
  const { organisation } = mail;
  const { markers } = ports.store;
  const id = userMailMarker(mail);
  const [before, holds, settings] = await Promise.all([
    markers.get(organisation, id),
    loadHolds(ports.store, organisation),
    ports.store.settings.get(organisation, 'organisation'),
  ]);
  const known = before && stateOf(before);
  if (known !== undefined && known !== 'again' && known !== 'waiting') return known;
  // Delivered twice, it would begin a second row of tries beside that which is under way.
  if (known === 'waiting' && before !== undefined && isTriedSoon(before, now)) return 'waiting';
  const hold = holdOn(holds, { userId: mail.userId, channel: 'mail' }, now);
  const probe = hold && (await letThrough(ports, hold, now));
  if (hold !== undefined && probe === undefined)
    return later(ports, mail, before?.revision, { now, seconds: secondsUntilProbe(hold, now) });

  const revision = (before?.revision ?? 0) + 1;
  const marker = { organisation, id, expiresAt: markerExpiry(now) };
  const claim: Marker = { ...marker, revision, first: 'claimed' };
  if ((await markers.put(claim, before?.revision ?? 'absent')) === 'conflict') return 'claimed';
  const { profile } = resolveSettings({ organisation: settings, groups: [], user: undefined });
  const from = { name: profile.value.name || 'Relance', address: ports.addresses.from };
  const result = await ports.mailer.send(outgoingUserMail(mail, from));
  const state = stateAfter(result);
  await markers.put({ ...marker, revision: revision + 1, first: state }, revision);
  const next = await noteAnswer(ports, mail, { result, holds, probe, now });
  if (state !== 'again') return state;
  const seconds = next === undefined ? AGAIN_SECONDS : secondsUntilProbe(next, now);
  return later(ports, mail, revision + 1, { now, seconds });
}

/**
 * The provider's hold with its turn taken, where it is time to let a message through it and nobody else has; else nothing.
 * A worker that dies now has used the turn, and the next one comes after an interval.
 */
async function letThrough(
  { store }: Pick<UserMailPorts, 'store'>,
  hold: Hold,
  now: Instant,
): Promise<Hold | undefined> {
  if (!mayProbe(hold, now)) return undefined;
  const probed = withProbeOf(hold, now);
  return (await store.holds.put(probed, hold.revision)) === 'written' ? probed : undefined;
}

/**
 * What the provider's answer means for holds (F10): refused because of us, one begins, or waits longer for the next probe;
 * accepted, those of the provider are over. Another worker that was quicker has said the same.
 *
 * @returns the hold that the refusal began or met
 */
async function noteAnswer(
  ports: UserMailPorts,
  { organisation, userId }: UserMail,
  of: { result: SendResult; holds: readonly Hold[]; probe: Hold | undefined; now: Instant },
): Promise<Hold | undefined> {
  const { result, holds, probe, now } = of;
  if (result.kind === 'accepted') {
    for (const hold of holds)
      if (
        hold.reason.kind === 'provider' &&
        concerns(hold, { userId, channel: 'mail' }) &&
        isInForce(hold, now)
      )
        await endHold(ports, { organisation: hold.organisation, id: hold.id, now });
  }
  if (result.kind !== 'held') return undefined;
  const refused = { ...result, organisation, userId, channel: 'mail' } as const;
  const id = holdId(scopeOfRefusal(refused));
  const existing = holds.find((hold) => hold.id === id);
  const next = probe?.id === id ? probeRefused(probe, result, now) : raise(existing, refused, now);
  if (next !== existing)
    await ports.store.holds.put(next, next.revision === 1 ? 'absent' : next.revision - 1);
  return next;
}

/** Seconds until a message may be let through a hold, as far as a queue can keep one back. */
function secondsUntilProbe({ probe }: Hold, now: Instant): number {
  if (probe === undefined) return AGAIN_SECONDS;
  return Math.min(AGAIN_SECONDS, Math.max(SOONEST_SECONDS, secondsBetween(now, probe.at)));
}

/**
 * Queues the next try after so many seconds, and then notes when: a worker that dies between the two is followed by one that
 * queues it again.
 */
async function later(
  { queue, store }: UserMailPorts,
  mail: UserMail,
  known: number | undefined,
  { now, seconds }: { now: Instant; seconds: number },
): Promise<UserMailState> {
  await queue.sendUserMail(mail, seconds);
  const { organisation } = mail;
  const revision = (known ?? 0) + 1;
  const marker: Marker = {
    organisation,
    id: userMailMarker(mail),
    revision,
    first: 'waiting',
    // As of a try that comes after the longest time.
    expiresAt: markerExpiry(plusSeconds(now, seconds - AGAIN_SECONDS)),
  };
  await store.markers.put(marker, known ?? 'absent');
  return 'waiting';
}

/** Whether the next try was queued so lately that it is still to come. */
function isTriedSoon({ expiresAt }: Marker, now: Instant): boolean {
  return expiresAt > markerExpiry(plusSeconds(now, CLOCKS_SECONDS - AGAIN_SECONDS));
}

function stateOf({ first }: Marker): UserMailState {
  return userMailStates.find((state) => state === first) ?? 'claimed';
}
