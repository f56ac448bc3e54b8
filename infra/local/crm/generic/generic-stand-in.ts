import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { controlled, json } from '../control.ts';
import type { Message } from '../message.ts';
import type { StandIn } from '../stand-in.ts';

/*
 * Any telephone system that tells of calls as Standard Webhooks says. Made from
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

/** A call to be told of; see `shared/adapters/incoming/generic.ts`. */
const genericCall = z.object({
  id: z.string().optional(),
  direction: z.enum(['incoming', 'outgoing']).default('incoming'),
  phone: z.string(),
  startedAt: z.string().optional(),
  seconds: z.number().default(60),
  missed: z.boolean().optional(),
  userEmail: z.string().optional(),
  recordingUrl: z.string().optional(),
});

export type GenericStandIn = StandIn & {
  credentials: { secret: string };
  message(of: z.input<typeof genericCall>): Message;
  /** Signs any body. */
  signed(body: string, id?: string): Message;
};

export function genericStandIn({
  now,
  after = 0,
  secret = `whsec_${Buffer.from('stand-in-secret-of-32-characters').toString('base64')}`,
}: {
  /** Milliseconds since 1970. */
  now: () => number;
  /** The number that the first message comes after. */
  after?: number;
  secret?: string;
}): GenericStandIn {
  let sent = after;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');

  function signed(body: string, id = `msg_${(sent += 1)}`): Message {
    const sentAt = Math.floor(now() / 1_000);
    const signature = createHmac('sha256', key).update(`${id}.${sentAt}.${body}`).digest('base64');
    return {
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(sentAt),
        'webhook-signature': `v1,${signature}`,
      },
      body,
    };
  }

  function message(of: z.input<typeof genericCall>): Message {
    const call = genericCall.parse(of);
    const startedAt = call.startedAt ?? new Date(now() - call.seconds * 1_000).toISOString();
    return signed(JSON.stringify({ type: 'call', ...call, startedAt }));
  }

  return {
    credentials: { secret },
    message,
    signed,
    handle: async (request) =>
      request.method === 'POST' && request.path === '/control/calls'
        ? controlled(request, genericCall, (of) => ({ id: of.id ?? '', message: message(of) }))
        : json(404, { error: 'Not Found' }),
  };
}
