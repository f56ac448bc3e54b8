import * as z from 'zod/mini';
import { toInstant } from '../../domain/time/instants.ts';
import type { IncomingConnector, Verified } from '../../ports/incoming-connector.ts';
import { isSameSecret, signatureOf } from './same-secret.ts';
import { toldPhone } from './told-phone.ts';
import { toldJson, toldLink, toldMoment } from './told-json.ts';
import { isWithin, unixSeconds } from './within-minutes.ts';

/*
 * Any telephone system (B6), by Standard Webhooks, made from
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * The body is JSON:
 *   { "type": "call", "direction": "incoming" | "outgoing", "phone": "+33612345678", "startedAt": "2027-03-01T09:30:00Z",
 *     "seconds": 65, "missed": false, "id": "call-1", "userEmail": "anne@acme.example", "recordingUrl": "https://…" }
 * `phone` is that of the person outside, with its country; a call without such a number tells nothing. `id` names the call, so that it is one however often it is
 * told; without it the message's own id does. `missed`, `userEmail` and `recordingUrl` may be left out. Other types
 * tell nothing.
 */

/** How old a message may be, in seconds. */
const TOLERANCE = 300;
/** Fewer bytes of a key than the specification allows are a mistake, and none would let anybody in. */
const LEAST_KEY_BYTES = 24;
/** Signatures of one message that are looked at. */
const MOST_SIGNATURES = 20;

const call = z.object({
  type: z.literal('call'),
  id: z.nullish(z.string().check(z.minLength(1), z.maxLength(200))),
  direction: z.enum(['incoming', 'outgoing']),
  phone: z.string().check(z.maxLength(40)),
  startedAt: toldMoment,
  seconds: z.int().check(z.gte(0), z.lte(86_400)),
  missed: z.nullish(z.boolean()),
  userEmail: z.nullish(z.string().check(z.maxLength(254))),
  recordingUrl: z.nullish(z.string().check(z.maxLength(2_000))),
});
const told = z.pipe(toldJson, z.looseObject({ type: z.string() }));
const kept = z.object({ id: z.string(), call });

/** Calls from any system that signs as Standard Webhooks says. */
export const generic: IncomingConnector = {
  verify({ headers, body }, { credentials, now }): Verified {
    const key = keyOf(credentials['secret'] ?? '');
    const { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures } = headers;
    if (id === undefined || sentAt === undefined || signatures === undefined || key === undefined) {
      return { kind: 'refused', why: 'forged' };
    }
    if (!unixSeconds.test(sentAt) || id === '' || id.length > 256)
      return { kind: 'refused', why: 'malformed' };
    const expected = signatureOf(key, `${id}.${sentAt}.${body}`, 'base64');
    const given = signatures.split(' ', MOST_SIGNATURES).filter((one) => one.startsWith('v1,'));
    if (!given.some((one) => isSameSecret(one.slice(3), expected))) return { kind: 'refused', why: 'forged' };
    if (!isWithin(TOLERANCE, now, sentAt)) return { kind: 'refused', why: 'replayed' };

    const typed = told.safeParse(body);
    if (!typed.success) return { kind: 'refused', why: 'malformed' };
    if (typed.data.type !== 'call') return { kind: 'proven', events: [] };
    const read = call.safeParse(typed.data);
    if (!read.success) return { kind: 'refused', why: 'malformed' };
    return { kind: 'proven', events: [{ id, body: JSON.stringify({ id, call: read.data }) }] };
  },

  async read(body) {
    const { id, call: of } = kept.parse(JSON.parse(body));
    const phone = toldPhone(of.phone);
    if (phone === undefined) return undefined;
    const missed = of.missed === true;
    const recordingUrl = toldLink(of.recordingUrl);
    return {
      type: 'call',
      callId: of.id ?? id,
      direction: of.direction,
      missed,
      at: toInstant(of.startedAt),
      seconds: missed ? 0 : of.seconds,
      phone,
      ...(of.userEmail != null && { userEmail: of.userEmail.toLowerCase() }),
      ...(recordingUrl !== undefined && { recordingUrl }),
    };
  },
};

/** The key within a secret, with or without its prefix. */
function keyOf(secret: string): Uint8Array | undefined {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  if (!/^[A-Za-z0-9+/]{1,200}={0,2}$/.test(text)) return undefined;
  const key = Buffer.from(text, 'base64');
  return key.length < LEAST_KEY_BYTES ? undefined : key;
}
