import type { Connection } from '../../domain/connections/connection.ts';
import { connectorOf, type ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Happening, IncomingEvent, IncomingState } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import { IncomingLaterError, type LaterReason } from '../../ports/incoming-connector.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { noteFault, noteGood } from '../connections/note-health.ts';
import { isAhead, isTooOld } from '../leads/call-activity.ts';
import { findLead } from './find-lead.ts';
import { takeHappening } from './take-happening.ts';

export type FollowPorts = Omit<ConnectionPorts, 'crms' | 'publicUrl' | 'allowedAddresses' | 'clock'> & {
  /** Told that a CRM says that records of it were changed. */
  onCrmChanged?: (organisation: string, kind: ConnectionKind) => Promise<void>;
};

/** For how long reading a message again is tried, in hours: what the service does not know, or cannot be asked for. */
const hoursTried = { absent: 2, unauthorised: 72, unavailable: 72 } as const satisfies Record<
  LaterReason,
  number
>;

/** A message as it is now, or undefined when there is none. */
export type Followed = IncomingEvent | undefined;

/**
 * Works off a message that was proven (B6): reads what it tells, finds whose it is, and has it count; else it waits for a
 * person who knows. What cannot be read yet is tried again by `retryEvents`, as is what a paused connection sent before.
 * Done again it changes nothing.
 */
export async function followEvent(
  ports: FollowPorts,
  { organisation, id }: { organisation: string; id: string },
  now: Instant,
): Promise<Followed> {
  const event = await ports.store.incomingEvents.get(organisation, id);
  if (event?.state.status !== 'waiting') return event;
  const connection = await ports.store.connections.get(organisation, event.kind);
  if (connection === undefined)
    return settle(ports, event, ignored('The service is not connected any more.'));
  if (connection.paused !== undefined) return event;

  const read = event.happening ?? (await readAgain(ports, event, connection, now));
  if (read instanceof IncomingLaterError) return later(ports, event, connection, read, now);
  const why = whyIgnored(read, now);
  if (read === undefined || why !== undefined) return settle(ports, event, ignored(why ?? ''), read);
  if (read.type === 'crm-changed') {
    await ports.onCrmChanged?.(organisation, event.kind);
    return settle(ports, event, ignored('The changes of the CRM are read.'), read);
  }

  const { assigned } = event.state;
  const lead =
    assigned === undefined
      ? await findLead(ports, organisation, read)
      : await ports.store.leads.get(organisation, assigned.leadId);
  if (lead === undefined) return settle(ports, event, { status: 'unmatched' }, read);
  await takeHappening(ports, read, { lead, connection, now });
  const by = assigned?.by;
  return settle(ports, event, { status: 'taken', leadId: lead.id, ...(by !== undefined && { by }) }, read);
}

/** Asks the service again where its message proves little, and notes how that went. */
async function readAgain(
  ports: FollowPorts,
  { organisation, kind, body }: IncomingEvent,
  connection: Connection,
  now: Instant,
): Promise<Happening | undefined | IncomingLaterError> {
  const connector = ports.incoming[kind];
  if (connector === undefined) return undefined;
  const credentials = (await ports.vault.read(organisation, kind)) ?? {};
  try {
    const { settings } = connection;
    const happening = await connector.read(body, { credentials, settings, now });
    // A hint of a CRM asks it nothing: whether we are let in is known when it is read.
    if (happening?.type !== 'crm-changed') await noteGood(ports, connection, now, undefined);
    return happening;
  } catch (error) {
    if (!(error instanceof IncomingLaterError)) throw error;
    return error;
  }
}

async function later(
  ports: FollowPorts,
  event: IncomingEvent,
  connection: Connection,
  { reason, message: detail }: IncomingLaterError,
  now: Instant,
): Promise<Followed> {
  const { organisation, kind, receivedAt } = event;
  if (reason !== 'absent')
    await noteFault(ports, connection, now, { fault: { kind: reason }, message: detail });
  if (secondsBetween(receivedAt, now) > hoursTried[reason] * 3_600) {
    return settle(ports, event, ignored(`${connectorOf(kind).label} was asked in vain: ${detail}`));
  }
  const { item } = await change(ports.store.incomingEvents, { organisation, id: event.id }, (present) =>
    present?.state.status === 'waiting'
      ? { write: { ...present, state: { ...present.state, tries: present.state.tries + 1 } } }
      : ('unchanged' as const),
  );
  return item;
}

const ignored = (why: string): IncomingState => ({ status: 'ignored', why });

/** Why what was read does not count; undefined: it does. */
function whyIgnored(read: Happening | undefined, now: Instant): string | undefined {
  if (read === undefined)
    return 'It tells of nobody: the number is hidden, or the call was between colleagues.';
  if (read.type !== 'call' && read.type !== 'booking') return undefined;
  return isAhead(read.at, now) || isTooOld(read.at, now)
    ? 'The time that it tells cannot be right.'
    : undefined;
}

/** Writes what became of a message, unless somebody has settled it meanwhile. What it said is needed no more. */
async function settle(
  ports: FollowPorts,
  { organisation, id }: IncomingEvent,
  state: IncomingState,
  happening?: Happening,
): Promise<Followed> {
  const { item } = await change(ports.store.incomingEvents, { organisation, id }, (present) =>
    present?.state.status === 'waiting'
      ? { write: { ...present, body: '', state, ...(happening !== undefined && { happening }) } }
      : ('unchanged' as const),
  );
  return item;
}
