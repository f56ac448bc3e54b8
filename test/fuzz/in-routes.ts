import { createHmac } from 'node:crypto';
import type { Message } from '#infra/local/crm/message.ts';
import { followEvent } from '#shared/use-cases/incoming/follow-event.ts';
import { incomingWorld, type IncomingWorld, type SendingKind } from '#test/support/incoming.ts';
import { randomOf, type Random } from './random.ts';

/*
 * Sends anything to the addresses of services (B6): messages of theirs, whole, changed in one place, signed again after
 * that, or made of nothing but rubbish. No answer is a 5xx, nothing is believed that was changed after it was signed, and
 * nothing counts that a service does not know of. The same seed sends the same.
 */

/** Values that have broken programs before. */
const nasty: readonly [unknown, ...unknown[]] = [
  null,
  '',
  0,
  -1,
  1.5,
  1e308,
  2 ** 60,
  true,
  [],
  {},
  [[[[[]]]]],
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '../../v1/users',
  `9`.repeat(400),
  'x'.repeat(5_000),
  '9999-12-31T23:59:59Z',
  '+33612345678',
  { constructor: 1, toString: 2 },
];

/** What was found wrong, with the number of the request. */
export type Wrong = { request: number; what: string };

/**
 * A message, and what may become of it. `whole`: its service would send just this, so it is believed; `signed`: it bears
 * what proves it, or its service has nothing of the kind; `unproven`: nobody may believe it.
 */
type Shot = { kind: SendingKind; message: Message; proof: 'whole' | 'signed' | 'unproven' };

const kinds = ['calendly', 'ringover', 'aircall', 'generic'] as const;

export async function fuzzInRoutes(
  seed: number,
  requests: number,
): Promise<{ wrong: Wrong[]; believed: number }> {
  const random = randomOf(seed);
  const w = await incomingWorld();
  const tokens = Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind, await w.connect(kind)])),
  );
  const wrong: Wrong[] = [];
  let believed = 0;
  for (let request = 1; request <= requests; request += 1) {
    const shot = shotOf(w, random);
    const [kind, token, isOurs] = addressFor(shot.kind, tokens, random);
    const { status, body } = await w.post(kind, token, shot.message, random.chance(0.2));
    const say = (what: string) => wrong.push({ request, what: `${kind} ${status}: ${what}` });
    if (status >= 500) say('a fault of ours');
    if (!isOurs && status !== 404) say('an address that is not one was answered');
    if (isOurs && status === 200 && shot.proof === 'unproven')
      say(`${shot.message.body.slice(0, 200)} was believed`);
    if (isOurs && shot.proof === 'whole' && status !== 200) say('a message of the service was refused');
    if (status === 200) believed += Number(body.received);
  }
  for (const event of await w.events()) {
    try {
      await followEvent(w.following, event, w.clock.now());
    } catch (error) {
      wrong.push({ request: 0, what: `${event.id} could not be worked off: ${String(error)}` });
    }
  }
  return { wrong, believed };
}

function addressFor(
  kind: SendingKind,
  tokens: Readonly<Record<string, string>>,
  random: Random,
): [kind: string, token: string, isOurs: boolean] {
  const token = tokens[kind] ?? '';
  if (random.chance(0.9)) return [kind, token, true];
  return random.pick<[string, string, boolean]>([
    [kind, token.slice(0, -1), false],
    [kind, `${token}x`, false],
    [kind, token.toUpperCase(), false],
    [kind, `other${token.slice(token.indexOf('.'))}`, false],
    ['__proto__', token, false],
    ['salesforce', token, false],
    [kind === 'generic' ? 'aircall' : 'generic', token, false],
    [kind, '%2e%2e', false],
    [kind, encodeURIComponent('é'.repeat(100)), false],
  ]);
}

function shotOf(w: IncomingWorld, random: Random): Shot {
  const kind = random.pick(kinds);
  const message = messageOf(w, kind, random);
  // Ringover signs nothing: whatever has its form is a hint.
  const signs = kind !== 'ringover';
  switch (random.below(6)) {
    case 0:
      return { kind, message, proof: 'whole' };
    case 1:
      return {
        kind,
        message: { ...message, body: random.pick(rubbish) },
        proof: signs ? 'unproven' : 'signed',
      };
    case 2:
      return { kind, message: withoutProof(kind, message, random), proof: signs ? 'unproven' : 'whole' };
    case 3: {
      const body = changed(message.body, random);
      // The token of Aircall stands in the body: it proves who sent it, not what was sent.
      const isSigned = !signs || (kind === 'aircall' && hasToken(w, body));
      const proof = body === message.body ? 'whole' : isSigned ? 'signed' : 'unproven';
      return { kind, message: { ...message, body }, proof };
    }
    case 4: {
      const body = oddJson(message.body, random);
      const proof = kind === 'aircall' && !hasToken(w, body) ? 'unproven' : 'signed';
      return { kind, message: signedAgain(w, kind, { ...message, body }), proof };
    }
    default: {
      const body = JSON.stringify(random.pick(nasty));
      return { kind, message: { headers: {}, body }, proof: signs ? 'unproven' : 'signed' };
    }
  }
}

function messageOf(w: IncomingWorld, kind: SendingKind, random: Random): Message {
  const phone = random.pick(['+33612345678', '33612345678', '+1 800-123-4567', 'anonymous']);
  const { calendly, ringover, aircall, generic } = w.standIns;
  switch (kind) {
    case 'calendly':
      return calendly.book({ email: 'lead1@example.com', startsAt: '2027-03-25T14:00:00Z' }).message;
    case 'ringover':
      return ringover.message(ringover.call({ phone }), random.pick(['hangup', 'missed', 'ringing']));
    case 'aircall':
      return aircall.message(aircall.call({ phone }), random.pick(['call.ended', 'call.created']));
    case 'generic':
      return generic.message({ phone });
  }
}

const rubbish = [
  '',
  ' ',
  '{',
  '[]',
  'null',
  '"',
  '\u0000',
  'a=b&c=d',
  '<xml/>',
  'é'.repeat(1_000),
  '['.repeat(20_000),
  '{"a":'.repeat(5_000),
  'x'.repeat(270_000),
] as const;

/** The message without what proves it, or with something else in its place. */
function withoutProof(kind: SendingKind, { headers, body }: Message, random: Random): Message {
  if (kind === 'aircall') {
    const { token: _token, ...rest } = JSON.parse(body) as Record<string, unknown>;
    const token = random.pick([undefined, ...nasty]);
    return { headers, body: JSON.stringify({ ...rest, token }) };
  }
  const names = ['calendly-webhook-signature', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const own = names.filter((name) => name in headers);
  const name = own[random.below(own.length)] ?? 'x';
  const { [name]: value = '', ...others } = headers;
  const wrong = random.pick([
    undefined,
    '',
    'v1,',
    't=0,v1=',
    value.slice(0, -2),
    `${value}0`,
    value.toUpperCase(),
    't=1,t=1,v1=a',
    'x'.repeat(9_000),
  ]);
  return { headers: wrong === undefined || wrong === value ? others : { ...others, [name]: wrong }, body };
}

/** One character of it is another one, or is missing. */
function changed(body: string, random: Random): string {
  const at = random.below(body.length);
  return body.slice(0, at) + random.pick(['', 'x', '0', '"', '}', '\\']) + body.slice(at + 1);
}

/** One value of it, somewhere, is a nasty one. */
function oddJson(body: string, random: Random): string {
  const odd = (value: unknown, depth: number): unknown => {
    if (depth === 0 || typeof value !== 'object' || value === null || random.chance(0.2))
      return random.pick(nasty);
    const entries = Object.entries(value);
    const chosen = random.below(Math.max(1, entries.length));
    const made = entries.map(([name, of], index) => [name, index === chosen ? odd(of, depth - 1) : of]);
    return Array.isArray(value) ? made.map(([, of]) => of) : Object.fromEntries(made);
  };
  return JSON.stringify(odd(JSON.parse(body), 4));
}

function hasToken(w: IncomingWorld, body: string): boolean {
  try {
    const read = JSON.parse(body) as { token?: unknown } | null;
    return read?.token === w.standIns.aircall.credentials.webhookToken;
  } catch {
    return false;
  }
}

/** Signed as its service would sign it. */
function signedAgain(w: IncomingWorld, kind: SendingKind, { headers, body }: Message): Message {
  if (kind === 'generic') {
    const signed = w.standIns.generic.signed(body);
    return { ...signed, headers: { ...headers, ...signed.headers } };
  }
  if (kind !== 'calendly') return { headers, body };
  const [, t = ''] = /^t=(\d+),/.exec(headers['calendly-webhook-signature'] ?? '') ?? [];
  const v1 = createHmac('sha256', w.standIns.calendly.credentials.signingKey)
    .update(`${t}.${body}`)
    .digest('hex');
  return { headers: { ...headers, 'calendly-webhook-signature': `t=${t},v1=${v1}` }, body };
}
