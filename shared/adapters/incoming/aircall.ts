import * as z from 'zod/mini';
import { fromEpochMs, isInstant } from '../../domain/time/instants.ts';
import { IncomingLaterError, type IncomingConnector, type Verified } from '../../ports/incoming-connector.ts';
import { addressAt, askService, type AskService } from './ask-service.ts';
import { isSameSecret } from './same-secret.ts';
import { toldPhone } from './told-phone.ts';
import { toldId, toldJson, toldLink, toldText } from './told-json.ts';

/*
 * Aircall (B6), made from
 * https://developer.aircall.io/docs/webhooks-overview
 * https://developer.aircall.io/api-references/#call
 */

const usual = 'https://api.aircall.io';

const message = z.pipe(
  toldJson,
  z.object({
    token: z.optional(z.unknown()),
    resource: z.optional(z.unknown()),
    event: z.optional(z.unknown()),
    data: z.optional(z.unknown()),
  }),
);
const ended = z.object({ id: toldId });
const kept = z.object({ id: z.string() });

const seconds = z
  .number()
  .check(z.refine((value) => isInstant(Math.floor(value * 1_000)), 'not seconds of Unix time'));
const answer = z.pipe(
  toldJson,
  z.object({
    call: z.object({
      id: toldId,
      direction: z.enum(['inbound', 'outbound']),
      status: z.string(),
      started_at: seconds,
      answered_at: z.nullish(seconds),
      ended_at: z.nullish(seconds),
      raw_digits: toldText,
      user: z.nullish(z.object({ email: toldText })),
      recording: toldText,
      asset: toldText,
    }),
  }),
);

/**
 * Calls from Aircall. The token of the webhook stands in each message, which is not signed: it opens the door, and what
 * happened is read again from the API before it counts. Only `call.ended` is taken, half a minute after hanging up, when
 * everything of the call is there.
 */
export function aircallConnector(ask: AskService = askService): IncomingConnector {
  return {
    verify({ body }, { credentials }): Verified {
      const expected = credentials['webhookToken'] ?? '';
      const read = message.safeParse(body);
      if (!read.success) return { kind: 'refused', why: 'malformed' };
      const { token, resource, event, data } = read.data;
      if (typeof token !== 'string' || expected === '' || !isSameSecret(token, expected)) {
        return { kind: 'refused', why: 'forged' };
      }
      if (resource !== 'call' || event !== 'call.ended') return { kind: 'proven', events: [] };
      const call = ended.safeParse(data);
      if (!call.success || !/^\d{1,25}$/.test(call.data.id)) return { kind: 'refused', why: 'malformed' };
      const { id } = call.data;
      return { kind: 'proven', events: [{ id, body: JSON.stringify({ id }) }] };
    },

    async read(body, { credentials, settings }) {
      const { id } = kept.parse(JSON.parse(body));
      const login = `${credentials['apiId'] ?? ''}:${credentials['apiToken'] ?? ''}`;
      const text = await ask(addressAt(settings['apiUrl'], usual, `/v1/calls/${id}`), {
        authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      });
      if (text === undefined) throw new IncomingLaterError('absent', 'Aircall does not know this call.');
      const read = answer.safeParse(text);
      if (!read.success) throw new IncomingLaterError('unavailable', 'The answer of Aircall cannot be read.');
      const { call } = read.data;
      if (call.id !== id) throw new IncomingLaterError('unavailable', 'Aircall answered with another call.');
      if (call.ended_at == null) throw new IncomingLaterError('absent', 'The call is not over yet.');
      const phone = toldPhone(call.raw_digits);
      if (phone === undefined) return undefined;
      const missed = call.answered_at == null;
      // A page of Aircall's that stays; the recording itself is a link that is good for an hour.
      const recordingUrl = missed || call.recording == null ? undefined : toldLink(call.asset);
      return {
        type: 'call',
        callId: id,
        direction: call.direction === 'inbound' ? 'incoming' : 'outgoing',
        missed,
        at: fromEpochMs(call.started_at * 1_000),
        seconds: call.answered_at == null ? 0 : Math.max(0, Math.round(call.ended_at - call.answered_at)),
        phone,
        ...(call.user?.email != null && { userEmail: call.user.email.toLowerCase() }),
        ...(recordingUrl !== undefined && { recordingUrl }),
      };
    },
  };
}
