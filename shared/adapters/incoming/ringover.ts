import * as z from 'zod/mini';
import { toInstant } from '../../domain/time/instants.ts';
import { IncomingLaterError, type IncomingConnector, type Verified } from '../../ports/incoming-connector.ts';
import { addressAt, askService, type AskService } from './ask-service.ts';
import { toldPhone } from './told-phone.ts';
import { toldId, toldJson, toldLink, toldMoment, toldText } from './told-json.ts';

/*
 * Ringover (B6), made from
 * https://developer.ringover.com/#tag/webhook
 * https://developer.ringover.com/#tag/calls
 */

const usual = 'https://public-api.ringover.com';

const message = z.pipe(
  toldJson,
  z.object({
    resource: z.optional(z.unknown()),
    event: z.optional(z.unknown()),
    data: z.optional(z.unknown()),
  }),
);
/** What ends a call; a call may end with several of these. */
const ends: ReadonlySet<unknown> = new Set(['hangup', 'missed', 'voicemail']);
const over = z.object({ call_id: toldId, is_internal: z.nullish(z.boolean()) });
const kept = z.object({ id: z.string() });

const leg = z.object({
  call_id: toldId,
  direction: z.enum(['in', 'out']),
  type: toldText,
  is_answered: z.nullish(z.boolean()),
  last_state: toldText,
  start_time: toldMoment,
  end_time: z.nullish(toldMoment),
  incall_duration: z.nullish(z.number().check(z.gte(0), z.lte(604_800))),
  from_number: toldText,
  to_number: toldText,
  contact_number: toldText,
  user: z.nullish(z.object({ email: toldText })),
  record: toldText,
});
const answer = z.pipe(toldJson, z.object({ list: z.array(leg) }));

/**
 * Calls from Ringover. What its messages bear proves nothing of what they say: each is a hint, and the call is read
 * again by its id before it counts. Its list of calls has a call some seconds after it is over.
 */
export function ringoverConnector(ask: AskService = askService): IncomingConnector {
  return {
    verify({ body }): Verified {
      const read = message.safeParse(body);
      if (!read.success) return { kind: 'refused', why: 'malformed' };
      const { resource, event, data } = read.data;
      if (resource !== 'call' || !ends.has(event)) return { kind: 'proven', events: [] };
      const call = over.safeParse(data);
      if (!call.success || !/^[A-Za-z0-9_-]{1,100}$/.test(call.data.call_id)) {
        return { kind: 'refused', why: 'malformed' };
      }
      const { call_id: id, is_internal: isInternal } = call.data;
      const events = isInternal === true ? [] : [{ id, body: JSON.stringify({ id }) }];
      return { kind: 'proven', events };
    },

    async read(body, { credentials, settings }) {
      const { id } = kept.parse(JSON.parse(body));
      const address = addressAt(settings['apiUrl'], usual, `/v2/calls/${encodeURIComponent(id)}`);
      const text = await ask(address, { authorization: credentials['apiKey'] ?? '' });
      if (text === undefined) throw new IncomingLaterError('absent', 'Ringover does not know this call.');
      const read = answer.safeParse(text);
      if (!read.success)
        throw new IncomingLaterError('unavailable', 'The answer of Ringover cannot be read.');
      const legs = read.data.list.filter(({ call_id: of }) => of === id);
      const call = legs.toSorted((a, b) => talked(b) - talked(a))[0];
      if (call === undefined || legs.some(({ end_time: end }) => end == null)) {
        throw new IncomingLaterError('absent', 'The call is not over yet.');
      }
      if (call.type?.toUpperCase() === 'INTERNAL') return undefined;
      const theirs = call.direction === 'in' ? call.from_number : call.to_number;
      const phone = toldPhone(call.contact_number) ?? toldPhone(theirs);
      if (phone === undefined) return undefined;
      const missed = !isAnswered(call);
      const recordingUrl = missed ? undefined : toldLink(call.record);
      return {
        type: 'call',
        callId: id,
        direction: call.direction === 'in' ? 'incoming' : 'outgoing',
        missed,
        at: toInstant(call.start_time),
        seconds: talked(call),
        phone,
        ...(call.user?.email != null && { userEmail: call.user.email.toLowerCase() }),
        ...(recordingUrl !== undefined && { recordingUrl }),
      };
    },
  };
}

type Leg = z.output<typeof leg>;

/** Whether somebody talked: what a voicemail took down was missed. */
function isAnswered({ is_answered: answered, last_state: state }: Leg): boolean {
  return answered === true && state?.toUpperCase() !== 'VOICEMAIL';
}

function talked(of: Leg): number {
  return isAnswered(of) ? Math.round(of.incall_duration ?? 0) : 0;
}
