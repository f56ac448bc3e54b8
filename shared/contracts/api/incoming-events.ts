import * as z from 'zod';
import { connectionKinds } from '#shared/domain/connections/connectors.ts';
import { incomingStatuses } from '#shared/domain/incoming/incoming-event.ts';
import { about } from './about.ts';
import { leadId } from './ids.ts';
import { admins, managersUp, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, line } from './values.ts';

const incomingEvent = z
  .object({
    id: z.string(),
    kind: z.enum(connectionKinds),
    receivedAt: instant,
    state: z.enum(incomingStatuses),
    what: about(z.enum(['call', 'booking', 'change']).optional(), 'What it tells of; absent: not known yet.'),
    says: about(z.string(), 'In words.', 'Missed call from +33612345678 at 2027-03-01 09:30 UTC'),
    at: about(instant.optional(), 'When it happened.'),
    phone: z.string().optional(),
    email: z.string().optional(),
    name: about(z.string().optional(), 'Of the person, as the service told it.'),
    leadId: z.string().optional(),
    why: z.string().optional(),
  })
  .meta({ id: 'IncomingEvent' });

const events = { tag: 'Incoming events', roles: managersUp } as const;
const one = {
  ...events,
  params: z.object({ id: line(100, 'The id of the event', 'aircall.k3j9x0q2m4v7b1zc') }),
} as const;

export const incomingEventOperations = {
  listIncomingEvents: {
    ...events,
    on: 'GET /v1/incoming-events',
    summary: 'List calls and bookings that services told of',
    roles: admins,
    query: pageQuery.extend({
      state: about(z.enum(incomingStatuses).default('unmatched'), 'Only those.', 'unmatched'),
    }),
    returns: { status: 200, description: 'Events, the newest first.', body: pageOf(incomingEvent) },
  },
  assignIncomingEvent: {
    ...one,
    on: 'POST /v1/incoming-events/{id}/assign',
    summary: 'Say whose call or booking it was',
    description:
      'It counts from then on as if it had been recognised: in the lead’s activities, score and workflows. The lead is not changed.',
    roles: admins,
    body: z.strictObject({ leadId }),
    returns: { status: 200, description: 'The event.', body: incomingEvent },
    problems: [404, 409],
  },
  ignoreIncomingEvent: {
    ...one,
    on: 'POST /v1/incoming-events/{id}/ignore',
    summary: 'Put an event away that is nobody’s',
    roles: admins,
    returns: { status: 200, description: 'The event.', body: incomingEvent },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
