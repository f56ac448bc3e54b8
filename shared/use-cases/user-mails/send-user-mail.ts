import { holdOn } from '../../domain/holds/hold.ts';
import { markerExpiry, type Marker } from '../../domain/idempotency/marker.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
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
  if (known !== undefined && known !== 'again') return known;
  if (holdOn(holds, { userId: mail.userId, channel: 'mail' }, now) !== undefined) return later(ports, mail);

  const revision = (before?.revision ?? 0) + 1;
  const marker = { organisation, id, expiresAt: markerExpiry(now) };
  const claim: Marker = { ...marker, revision, first: 'claimed' };
  if ((await markers.put(claim, before?.revision ?? 'absent')) === 'conflict') return 'claimed';
  const { profile } = resolveSettings({ organisation: settings, groups: [], user: undefined });
  const from = { name: profile.value.name || 'Relance', address: ports.addresses.from };
  const state = stateAfter(await ports.mailer.send(outgoingUserMail(mail, from)));
  await markers.put({ ...marker, revision: revision + 1, first: state }, revision);
  return state === 'again' ? later(ports, mail) : state;
}

async function later({ queue }: UserMailPorts, mail: UserMail): Promise<UserMailState> {
  await queue.sendUserMail(mail, AGAIN_SECONDS);
  return 'again';
}

function stateOf({ first }: Marker): UserMailState {
  return userMailStates.find((state) => state === first) ?? 'claimed';
}
