import type { Connection } from '../../domain/connections/connection.ts';
import type { Happening } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { callActivity } from '../leads/call-activity.ts';
import { listAll } from '../list-all.ts';
import { completeCallTask } from './complete-call-task.ts';

type OfLead = {
  lead: Lead;
  connection: Pick<Connection, 'kind' | 'completesCallTasks'>;
  now: Instant;
};

/**
 * Has a call or a booking count for a lead (B6): an activity, from which score and workflows follow, and for a call that
 * was answered the end of its open call task where the connection says so. It was with the user of that address, else with
 * the lead's owner. Done again it changes nothing.
 */
export async function takeHappening(
  ports: WholePorts,
  happening: Extract<Happening, { type: 'call' | 'booking' }>,
  of: OfLead,
): Promise<void> {
  const { lead } = of;
  const by = (await userOf(ports, lead.organisation, happening.userEmail)) ?? lead.ownerId;
  if (happening.type === 'call') await takeCall(ports, happening, by, of);
  else await takeBooking(ports, happening, by, lead);
}

async function takeCall(
  ports: WholePorts,
  happening: Extract<Happening, { type: 'call' }>,
  by: string,
  { lead: { organisation, id: leadId }, connection, now }: OfLead,
): Promise<void> {
  const { callId: externalId, direction, at, seconds, missed, recordingUrl: recording } = happening;
  const call = { direction, at, seconds, by };
  const activity = callActivity(
    ports.ids,
    { organisation, leadId, externalId },
    { ...call, missed, recording },
  );
  await ports.store.activities.add([activity]);
  if (missed || connection.completesCallTasks !== true) return;
  const { kind } = connection;
  await completeCallTask(ports, { organisation, leadId, kind, activityId: activity.id, call, now });
}

const bookingEvents = { booked: 'demo-booked', cancelled: 'demo-cancelled', moved: 'demo-moved' } as const;

async function takeBooking(
  { store, ids }: WholePorts,
  { what, bookingId: booking, name, startsAt, at }: Extract<Happening, { type: 'booking' }>,
  by: string,
  { organisation, id: leadId }: Lead,
): Promise<void> {
  const id = `booking.${ids.of(`${organisation} ${leadId} ${booking} ${what}`)}`;
  const event = { type: bookingEvents[what], booking, name, startsAt, by };
  await store.activities.add([{ organisation, leadId, id, at, userId: by, events: [event] }]);
}

async function userOf(
  { store }: WholePorts,
  organisation: string,
  address: string | undefined,
): Promise<string | undefined> {
  if (address === undefined) return undefined;
  const users = await listAll(store.users, organisation);
  return users.find(({ email }) => email.toLowerCase() === address)?.id;
}
