import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { controlled, json } from '../control.ts';
import type { Message } from '../message.ts';
import type { StandIn, StandInAnswer, StandInRequest } from '../stand-in.ts';

/*
 * A small Calendly: demos that are booked, cancelled and moved, and the webhooks that tell of it, signed. Made from
 * https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures
 * https://developer.calendly.com/docs/webhooks/overview
 * https://developer.calendly.com/docs/api-guides/see-how-webhook-payloads-change-when-invitees-reschedule-events
 */

/** A booking to be made up. */
const calendlyBooking = z.object({
  email: z.string(),
  name: z.string().default('Ana Pop'),
  /** ISO 8601. */
  startsAt: z.string(),
  demo: z.string().default('Product demo'),
  userEmail: z.string().default('anne@acme.example'),
});
const moved = z.object({ id: z.string(), startsAt: z.string() });
const cancelled = z.object({ id: z.string() });

type Booking = z.output<typeof calendlyBooking> & {
  id: string;
  createdAt: string;
  old?: string;
  new?: string;
  isCancelled?: true;
};

export type CalendlyStandIn = StandIn & {
  credentials: { signingKey: string };
  /** Books a demo; gives the id of the invitee, and what is posted of it. */
  book(of: z.input<typeof calendlyBooking>): { id: string; message: Message };
  cancel(id: string): { id: string; message: Message } | undefined;
  /** Moves it: the old one is cancelled and a new one booked, and both are told. */
  move(id: string, startsAt: string): { id: string; message: Message; ofOld: Message } | undefined;
};

export function calendlyStandIn({
  now,
  after = 0,
  signingKey = 'stand-in-signing-key-of-calendly',
}: {
  /** Milliseconds since 1970. */
  now: () => number;
  /** The number that the first booking comes after. */
  after?: number;
  signingKey?: string;
}): CalendlyStandIn {
  const bookings = new Map<string, Booking>();
  const uriOf = (id: string): string => `https://api.calendly.com/scheduled_events/EV${id}/invitees/IN${id}`;
  const moment = (): string => new Date(now()).toISOString().replace('Z', '000Z');

  function add(of: z.input<typeof calendlyBooking>, old?: string): Booking {
    const id = String(after + bookings.size + 1).padStart(6, '0');
    const booking = {
      ...calendlyBooking.parse(of),
      id,
      createdAt: moment(),
      ...(old !== undefined && { old }),
    };
    bookings.set(id, booking);
    return booking;
  }

  function message(event: 'invitee.created' | 'invitee.canceled', of: Booking): Message {
    const body = JSON.stringify({
      event,
      created_at: moment(),
      created_by: 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA',
      payload: {
        uri: uriOf(of.id),
        email: of.email,
        name: of.name,
        first_name: null,
        last_name: null,
        status: of.isCancelled === true ? 'canceled' : 'active',
        timezone: 'Europe/Paris',
        event: `https://api.calendly.com/scheduled_events/EV${of.id}`,
        created_at: of.createdAt,
        updated_at: moment(),
        rescheduled: of.new !== undefined,
        old_invitee: of.old === undefined ? null : uriOf(of.old),
        new_invitee: of.new === undefined ? null : uriOf(of.new),
        cancel_url: `https://calendly.com/cancellations/IN${of.id}`,
        reschedule_url: `https://calendly.com/reschedulings/IN${of.id}`,
        questions_and_answers: [{ question: 'What for?', answer: 'A demo', position: 0 }],
        tracking: { utm_source: null, utm_campaign: null, salesforce_uuid: null },
        ...(of.isCancelled === true && {
          cancellation: { canceled_by: of.name, reason: null, canceler_type: 'invitee' },
        }),
        scheduled_event: {
          uri: `https://api.calendly.com/scheduled_events/EV${of.id}`,
          name: of.demo,
          status: of.isCancelled === true ? 'canceled' : 'active',
          start_time: new Date(of.startsAt).toISOString().replace('.000Z', '.000000Z'),
          event_memberships: [{ user: 'https://api.calendly.com/users/A', user_email: of.userEmail }],
        },
      },
    });
    const t = Math.floor(now() / 1_000);
    const v1 = createHmac('sha256', signingKey).update(`${t}.${body}`).digest('hex');
    return {
      headers: { 'content-type': 'application/json', 'calendly-webhook-signature': `t=${t},v1=${v1}` },
      body,
    };
  }

  const standIn: Omit<CalendlyStandIn, 'handle'> = {
    credentials: { signingKey },
    book(of) {
      const booking = add(of);
      return { id: booking.id, message: message('invitee.created', booking) };
    },
    cancel(id) {
      const booking = bookings.get(id);
      if (booking === undefined) return undefined;
      booking.isCancelled = true;
      return { id, message: message('invitee.canceled', booking) };
    },
    move(id, startsAt) {
      const old = bookings.get(id);
      if (old === undefined) return undefined;
      const { email, name, demo, userEmail } = old;
      const booking = add({ email, name, demo, userEmail, startsAt }, id);
      Object.assign(old, { new: booking.id, isCancelled: true });
      const ofOld = message('invitee.canceled', old);
      return { id: booking.id, message: message('invitee.created', booking), ofOld };
    },
  };

  return {
    ...standIn,
    async handle(request: StandInRequest): Promise<StandInAnswer> {
      const { method, path } = request;
      if (method === 'POST' && path === '/control/book')
        return controlled(request, calendlyBooking, standIn.book);
      if (method === 'POST' && path === '/control/cancel') {
        return controlled(request, cancelled, ({ id }) => standIn.cancel(id));
      }
      if (method === 'POST' && path === '/control/move') {
        return controlled(request, moved, ({ id, startsAt }) => standIn.move(id, startsAt));
      }
      return json(404, { title: 'Resource Not Found' });
    },
  };
}
