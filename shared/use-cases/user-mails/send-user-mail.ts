import { holdOn } from '../../domain/holds/hold.ts';
import { markerExpiry, type Marker } from '../../domain/idempotency/marker.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import { plusSeconds } from '../../domain/time/instants.ts';
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
import { loadHolds } from '../holds/load-holds.ts';

/** What sending a mail to a user reaches outside through. */
export type UserMailPorts = {
  store: Pick<Store, 'markers' | 'settings' | 'holds'>;
  mailer: Mailer;
  queue: Pick<Queue, 'sendUserMail'>;
  /** The address of the stage. */
  addresses: { from: string };
};

/** Seconds until what was held back is tried again: as long as a queue can keep it. */
const AGAIN_SECONDS = 900;
/** Seconds by which the clocks of two workers may differ. */
const CLOCKS_SECONDS = 60;

/**
 * Sends a mail to a user once (F3): it is claimed by its key before the provider is called, and settled after it. One that
 * a worker died over, or whose answer was lost, is never sent again by itself. What is held back, by a person or by the
 * provider, waits in its queue without limit of tries (F10).
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
  if (holdOn(holds, { userId: mail.userId, channel: 'mail' }, now) !== undefined)
    return later(ports, mail, before?.revision, now);

  const revision = (before?.revision ?? 0) + 1;
  const marker = { organisation, id, expiresAt: markerExpiry(now) };
  const claim: Marker = { ...marker, revision, first: 'claimed' };
  if ((await markers.put(claim, before?.revision ?? 'absent')) === 'conflict') return 'claimed';
  const { profile } = resolveSettings({ organisation: settings, groups: [], user: undefined });
  const from = { name: profile.value.name || 'Relance', address: ports.addresses.from };
  const state = stateAfter(await ports.mailer.send(outgoingUserMail(mail, from)));
  await markers.put({ ...marker, revision: revision + 1, first: state }, revision);
  return state === 'again' ? later(ports, mail, revision + 1, now) : state;
}

/** Queues the next try, and then notes when: a worker that dies between the two is followed by one that queues it again. */
async function later(
  { queue, store }: UserMailPorts,
  mail: UserMail,
  known: number | undefined,
  now: Instant,
): Promise<UserMailState> {
  await queue.sendUserMail(mail, AGAIN_SECONDS);
  const { organisation } = mail;
  const revision = (known ?? 0) + 1;
  const marker: Marker = {
    organisation,
    id: userMailMarker(mail),
    revision,
    first: 'waiting',
    expiresAt: markerExpiry(now),
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
