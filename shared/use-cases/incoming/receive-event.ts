import { connectionKinds, type ConnectionKind } from '../../domain/connections/connectors.ts';
import type { IncomingRefusal } from '../../domain/incoming/incoming-event.ts';
import { isSameHash, organisationOfToken } from '../../domain/incoming/incoming-token.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { epochSeconds, plusMinutes } from '../../domain/time/instants.ts';
import type { Ids } from '../../ports/ids.ts';
import type { IncomingConnector, IncomingRequest } from '../../ports/incoming-connector.ts';
import type { Store } from '../../ports/store.ts';
import type { KnownConnection, KnownConnections } from './known-connections.ts';

/** Largest body that is read, in bytes. */
const MOST_BYTES = 256 * 1_024;
/** Events of one message that are taken. */
const MOST_EVENTS = 100;
/** For how long an event is kept, in days. */
const KEPT_DAYS = 90;

type Ports = {
  store: { incomingEvents: Pick<Store['incomingEvents'], 'put'> };
  ids: Pick<Ids, 'of' | 'hash'>;
  incoming: Readonly<Partial<Record<ConnectionKind, IncomingConnector>>>;
  known: KnownConnections;
};

/** What became of a message. Only who has the right token is told more than `unknown`. */
export type Received =
  | { kind: 'unknown' }
  | { kind: 'paused' }
  | { kind: 'refused'; why: IncomingRefusal; organisation: string; connection: ConnectionKind }
  /** `events`: how many of it tell something and are kept. */
  | { kind: 'received'; events: number };

/**
 * Takes in a message that a service sent to the address of a connection (B6): proves it and keeps it, to be worked off
 * apart, so that it is answered at once. Nothing in it is believed before it is proven; what is seen twice is one.
 *
 * @param request.bytes the size of the body as it came
 */
export async function receiveEvent(
  ports: Ports,
  request: { kind: string; token: string; bytes: number; message: IncomingRequest; now: Instant },
): Promise<Received> {
  const kind = connectionKinds.find((each) => each === request.kind);
  const organisation = organisationOfToken(request.token);
  const connector = kind && ports.incoming[kind];
  if (kind === undefined || organisation === undefined || connector === undefined) return { kind: 'unknown' };

  const known = await ports.known.of(organisation, kind);
  if (known === undefined) return { kind: 'unknown' };
  const received = await judge(ports, connector, known, request);
  // Whatever has changed of the connection, it stays too large.
  const isTooLarge = received.kind === 'refused' && received.why === 'oversized';
  if (received.kind === 'received' || isTooLarge) return received;
  const again = await ports.known.again(organisation, kind);
  if (again === 'unchanged') return received;
  return again === undefined ? { kind: 'unknown' } : judge(ports, connector, again, request);
}

async function judge(
  ports: Ports,
  connector: IncomingConnector,
  { connection, credentials }: KnownConnection,
  { token, bytes, message, now }: Parameters<typeof receiveEvent>[1],
): Promise<Received> {
  const { organisation, kind, settings } = connection;
  if (!isSameHash(ports.ids.hash(token), connection.addressHash ?? '')) return { kind: 'unknown' };
  if (bytes > MOST_BYTES) return { kind: 'refused', why: 'oversized', organisation, connection: kind };
  if (connection.paused !== undefined) return { kind: 'paused' };
  const verified = connector.verify(message, { credentials, settings, now });
  if (verified.kind === 'refused') {
    return { kind: 'refused', why: verified.why, organisation, connection: kind };
  }
  const events = verified.events.slice(0, MOST_EVENTS);
  await Promise.all(
    events.map(({ id, body }) =>
      ports.store.incomingEvents.put(
        {
          organisation,
          id: `${kind}.${ports.ids.of(`${organisation} ${kind} ${id}`)}`,
          revision: 1,
          kind,
          receivedAt: now,
          body,
          state: { status: 'waiting', tries: 0 },
          expiresAt: epochSeconds(plusMinutes(now, KEPT_DAYS * 24 * 60)),
        },
        'absent',
      ),
    ),
  );
  return { kind: 'received', events: events.length };
}
