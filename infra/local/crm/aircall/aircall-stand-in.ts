import * as z from 'zod';
import { controlled, json } from '../control.ts';
import type { Message } from '../message.ts';
import { scriptedFaults, type ScriptedFaults } from '../scripted-faults.ts';
import type { StandIn, StandInAnswer, StandInRequest } from '../stand-in.ts';

/*
 * A small Aircall: calls that can be read by id, basic authentication, the limit of calls per minute, and webhooks that
 * bear the token of theirs. Made from
 * https://developer.aircall.io/docs/webhooks-overview
 * https://developer.aircall.io/api-references/#call
 * https://developer.aircall.io/api-references/#rate-limiting
 */

/** A call to be made up. `seconds`: how long one talked. */
const aircallCall = z.object({
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  /** As Aircall writes numbers: `+33 6 12 34 56 78`, or `anonymous`. */
  phone: z.string(),
  seconds: z.number().default(60),
  missed: z.boolean().default(false),
  userEmail: z.string().optional(),
  recorded: z.boolean().default(false),
});

export type AircallStandIn = StandIn & {
  credentials: { webhookToken: string; apiId: string; apiToken: string };
  faults: ScriptedFaults;
  /** Makes a call that has ended; gives its id. */
  call(of: z.input<typeof aircallCall>): string;
  /** What Aircall posts of a call. */
  message(id: string, event?: string): Message;
};

/** Requests per minute of a company. */
const LIMIT = 120;
/** Seconds that a telephone rings. */
const RINGING = 8;

export function aircallStandIn({
  now,
  after = 0,
  webhookToken = 'stand-in-webhook-token',
  apiId = 'stand-in',
  apiToken = 'stand-in-token',
}: {
  /** Milliseconds since 1970. */
  now: () => number;
  /** The number that the first call comes after. */
  after?: number;
  webhookToken?: string;
  apiId?: string;
  apiToken?: string;
}): AircallStandIn {
  const calls = new Map<string, Record<string, unknown>>();
  const faults = scriptedFaults();
  const minute = { began: 0, used: 0 };
  const login = `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`;

  function call(of: z.input<typeof aircallCall>): string {
    const { direction, phone, seconds, missed, userEmail, recorded } = aircallCall.parse(of);
    const id = 812_000_000 + after + calls.size + 1;
    const talked = missed ? 0 : seconds;
    const ended = Math.floor(now() / 1_000);
    const started = ended - talked - RINGING;
    calls.set(String(id), {
      id,
      sid: `CA${String(id).padStart(32, '0')}`,
      direct_link: `https://api.aircall.io/v1/calls/${id}`,
      direction,
      status: 'done',
      missed_call_reason: missed && direction === 'inbound' ? 'agents_did_not_answer' : null,
      started_at: started,
      answered_at: missed ? null : started + RINGING,
      ended_at: ended,
      duration: ended - started,
      voicemail: null,
      recording: recorded ? `https://recordings.aircall.example/${id}.mp3?expires=3600` : null,
      asset: recorded ? `https://assets.aircall.io/calls/${id}/recording` : null,
      raw_digits: phone,
      user: userEmail === undefined ? null : { id: 456, name: 'A user', email: userEmail },
      number: { id: 1234, name: 'Sales', digits: '+33 1 76 36 06 95' },
      comments: [],
      tags: [],
    });
    return String(id);
  }

  function message(id: string, event = 'call.ended'): Message {
    const timestamp = Math.floor(now() / 1_000);
    const body = { resource: 'call', event, timestamp, token: webhookToken, data: calls.get(id) ?? {} };
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }

  async function handle(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, headers } = request;
    if (method === 'POST' && path === '/control/calls') {
      return controlled(request, aircallCall, (of) => {
        const id = call(of);
        return { id, message: message(id) };
      });
    }
    const fault = faults.take();
    if (fault !== undefined) return fault;
    if (headers['authorization'] !== login) return json(401, { error: 'Unauthorized' });
    if (now() - minute.began >= 60_000) Object.assign(minute, { began: now(), used: 0 });
    minute.used += 1;
    const told = {
      'x-aircallapi-limit': String(LIMIT),
      'x-aircallapi-remaining': String(Math.max(0, LIMIT - minute.used)),
      'x-aircallapi-reset': String(Math.floor(minute.began / 1_000) + 60),
    };
    if (minute.used > LIMIT) return json(429, { error: 'Too Many Requests' }, told);
    const [, id = ''] = /^\/v1\/calls\/(\d{1,20})$/.exec(path) ?? [];
    const found = calls.get(id);
    if (method !== 'GET' || found === undefined) return json(404, { error: 'Not Found' }, told);
    return json(200, { call: found }, told);
  }

  return { credentials: { webhookToken, apiId, apiToken }, faults, call, message, handle };
}
