import * as z from 'zod/mini';
import { cutText } from '../../domain/kernel/cut-text.ts';
import { toInstant } from '../../domain/time/instants.ts';
import type { IncomingConnector, Verified } from '../../ports/incoming-connector.ts';
import { isSameSecret, signatureOf } from './same-secret.ts';
import { toldJson, toldMoment } from './told-json.ts';
import { isWithin, unixSeconds } from './within-minutes.ts';

/*
 * Calendly (B6), webhooks of its API v2, made from
 * https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures
 * https://developer.calendly.com/docs/webhooks/overview
 * https://developer.calendly.com/docs/api-guides/see-how-webhook-payloads-change-when-invitees-reschedule-events
 */

/** How old a message may be, as Calendly advises, in seconds. */
const TOLERANCE = 180;

/** What is needed of a message; nothing of questions and answers, payments or links is kept. */
const invitee = z.object({
  event: z.enum(['invitee.created', 'invitee.canceled']),
  created_at: toldMoment,
  payload: z.object({
    uri: z.string().check(z.minLength(1), z.maxLength(500)),
    email: z.string().check(z.minLength(3), z.maxLength(254)),
    name: z.nullish(z.string()),
    rescheduled: z.nullish(z.boolean()),
    old_invitee: z.nullish(z.string()),
    scheduled_event: z.object({
      name: z.nullish(z.string()),
      start_time: toldMoment,
      event_memberships: z.nullish(z.array(z.object({ user_email: z.nullish(z.string()) }))),
    }),
  }),
});
const told = z.pipe(toldJson, z.looseObject({ event: z.string() }));
const taken: ReadonlySet<string> = new Set(['invitee.created', 'invitee.canceled']);

/** Bookings from Calendly: each message is signed with the time of sending (`t=…,v1=…`). */
export const calendly: IncomingConnector = {
  verify({ headers, body }, { credentials, now }): Verified {
    const key = credentials['signingKey'] ?? '';
    const header = headers['calendly-webhook-signature'];
    if (header === undefined || key === '') return { kind: 'refused', why: 'forged' };
    const { t, v1 } = partsOf(header);
    if (t === undefined || v1.length === 0) return { kind: 'refused', why: 'malformed' };
    const expected = signatureOf(key, `${t}.${body}`, 'hex');
    if (!v1.some((given) => isSameSecret(given, expected))) return { kind: 'refused', why: 'forged' };
    if (!isWithin(TOLERANCE, now, t)) return { kind: 'refused', why: 'replayed' };
    return eventsOf(body);
  },

  async read(body) {
    const { event, created_at: at, payload } = invitee.parse(JSON.parse(body));
    const { scheduled_event: demo, old_invitee: old, email } = payload;
    const user = demo.event_memberships?.[0]?.user_email;
    const what = event === 'invitee.canceled' ? 'cancelled' : old == null ? 'booked' : 'moved';
    return {
      type: 'booking',
      what,
      bookingId: payload.uri,
      name: cutText(demo.name ?? 'Demo', 200),
      startsAt: toInstant(demo.start_time),
      at: toInstant(at),
      email: email.toLowerCase(),
      ...(payload.name != null && { invitee: cutText(payload.name, 200) }),
      ...(user != null && { userEmail: user.toLowerCase() }),
    };
  },
};

/** The time and the signatures of a header; there may be several while keys change. */
function partsOf(header: string): { t: string | undefined; v1: string[] } {
  const parts = header
    .slice(0, 1_000)
    .split(',')
    .map((part) => part.trim());
  const times = parts.filter((part) => part.startsWith('t=')).map((part) => part.slice(2));
  const v1 = parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice(3));
  const [t] = times;
  return { t: times.length === 1 && t !== undefined && unixSeconds.test(t) ? t : undefined, v1 };
}

/**
 * What a proven message tells. One who moves a demo cancels the old one and books the new: the old one's message says
 * `rescheduled` and tells nothing more.
 */
function eventsOf(body: string): Verified {
  const named = told.safeParse(body);
  if (!named.success) return { kind: 'refused', why: 'malformed' };
  if (!taken.has(named.data.event)) return { kind: 'proven', events: [] };
  const read = invitee.safeParse(named.data);
  if (!read.success) return { kind: 'refused', why: 'malformed' };
  const { event, payload } = read.data;
  if (event === 'invitee.canceled' && payload.rescheduled === true) return { kind: 'proven', events: [] };
  return { kind: 'proven', events: [{ id: `${event} ${payload.uri}`, body: JSON.stringify(read.data) }] };
}
