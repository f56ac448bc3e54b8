import * as z from 'zod';
import { controlled, json } from '../control.ts';
import type { Message } from '../message.ts';
import { scriptedFaults, type ScriptedFaults } from '../scripted-faults.ts';
import type { StandIn, StandInAnswer, StandInRequest } from '../stand-in.ts';

/*
 * A small Ringover: calls that can be read by id some seconds after they are over, with ids of 64 bits, numbers without
 * `+`, the key in `Authorization`, and webhooks. Made from
 * https://developer.ringover.com/#tag/webhook
 * https://developer.ringover.com/#tag/calls
 */

/** A call to be made up. `seconds`: how long one talked. */
const ringoverCall = z.object({
  direction: z.enum(['in', 'out']).default('in'),
  /** Digits, without `+`. */
  phone: z.string(),
  seconds: z.number().default(60),
  missed: z.boolean().default(false),
  voicemail: z.boolean().default(false),
  internal: z.boolean().default(false),
  userEmail: z.string().optional(),
  recorded: z.boolean().default(false),
});

export type RingoverStandIn = StandIn & {
  credentials: { apiKey: string };
  faults: ScriptedFaults;
  /** Makes a call that has ended; gives its id. */
  call(of: z.input<typeof ringoverCall>): string;
  /** What Ringover posts of a call. */
  message(id: string, event?: 'ringing' | 'answered' | 'hangup' | 'missed' | 'voicemail'): Message;
};

type Kept = z.output<typeof ringoverCall> & { id: string; cdr: number; startedAt: number; endedAt: number };

/** Seconds that a telephone rings. */
const RINGING = 8;
const OURS = '33176360695';

export function ringoverStandIn({
  now,
  after = 0,
  apiKey = 'stand-in-key',
  listedAfter = 0,
}: {
  /** Milliseconds since 1970. */
  now: () => number;
  /** The number that the first call comes after. */
  after?: number;
  apiKey?: string;
  /** Seconds after its end in which a call is not listed yet. */
  listedAfter?: number;
}): RingoverStandIn {
  const calls = new Map<string, Kept>();
  const faults = scriptedFaults();

  function call(of: z.input<typeof ringoverCall>): string {
    const wanted = ringoverCall.parse(of);
    const cdr = after + calls.size + 1;
    const id = String(1_234_567_890_987_654_400n + BigInt(cdr));
    const talked = wanted.missed || wanted.voicemail ? 0 : wanted.seconds;
    const endedAt = now();
    calls.set(id, { ...wanted, id, cdr, endedAt, startedAt: endedAt - (talked + RINGING) * 1_000 });
    return id;
  }

  function message(id: string, event: Parameters<RingoverStandIn['message']>[1] = 'hangup'): Message {
    const of = calls.get(id);
    const [from, to] = of?.direction === 'out' ? [OURS, of.phone] : [of?.phone, OURS];
    const data = {
      id: '57622f20-a020-4f9e-814c-62a6123412fa',
      call_id: 0,
      start_time: (of?.startedAt ?? 0) / 1_000,
      hangup_time: (of?.endedAt ?? 0) / 1_000,
      direction: of?.direction === 'out' ? 'outbound' : 'inbound',
      from_number: from,
      to_number: to,
      is_internal: of?.internal ?? false,
      is_anonymous: false,
      is_ivr: false,
    };
    const body = JSON.stringify({ event, resource: 'call', timestamp: now() / 1_000, data, attempt: 1 });
    // The id as Ringover writes it: a number with more digits than a double has.
    return {
      headers: { 'content-type': 'application/json' },
      body: body.replace('"call_id":0', () => `"call_id":${id}`),
    };
  }

  async function handle(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, headers } = request;
    if (method === 'POST' && path === '/control/calls') {
      return controlled(request, ringoverCall, (of) => {
        const id = call(of);
        return { id, message: message(id, of.missed ? 'missed' : 'hangup') };
      });
    }
    const fault = faults.take();
    if (fault !== undefined) return fault;
    if (headers['authorization'] !== apiKey) return json(401, { error: 'Unauthorized' });
    const [, id = ''] = /^\/v2\/calls\/(\d{1,25})$/.exec(path) ?? [];
    const found = calls.get(id);
    if (method !== 'GET') return json(405, { error: 'Method Not Allowed' });
    if (found === undefined || now() - found.endedAt < listedAfter * 1_000) return { status: 204, body: '' };
    return json(200, { list_count: 1, list: [told(found)] });
  }

  return { credentials: { apiKey }, faults, call, message, handle };
}

function told(of: Kept): Record<string, unknown> {
  const isAnswered = !of.missed;
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    cdr_id: of.cdr,
    call_id: of.id,
    channel_ids: [],
    type: of.internal ? 'INTERNAL' : 'PHONE',
    direction: of.direction,
    is_answered: isAnswered,
    last_state: of.voicemail ? 'VOICEMAIL' : isAnswered ? 'ANSWERED' : 'MISSED',
    start_time: at(of.startedAt),
    answered_time: isAnswered ? at(of.startedAt + RINGING * 1_000) : null,
    end_time: at(of.endedAt),
    incall_duration: isAnswered ? of.seconds : null,
    total_duration: (of.endedAt - of.startedAt) / 1_000,
    contact_number: of.phone,
    from_number: of.direction === 'in' ? of.phone : OURS,
    to_number: of.direction === 'in' ? OURS : of.phone,
    record: of.recorded ? `https://cdr.ringover.com/record/${of.id}.mp3` : null,
    user:
      of.userEmail === undefined
        ? null
        : { user_id: 123_456, email: of.userEmail, firstname: 'A', lastname: 'User' },
  };
}
