import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';
import { fromEpochMs, isInstant, secondsBetween } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { IncomingConnector, IncomingRequest } from '#shared/ports/incoming-connector.ts';

/** How far the time of a request may be from ours, either way (B6). */
const MOST_SECONDS = 300;
/** Longest body: HubSpot sends a hundred events at once. */
const MOST_CHARACTERS = 1_000_000;

const anId = z.pipe(z.union([z.number(), z.string().check(z.maxLength(40))]), z.transform(String));
const events = z.pipe(
  jsonText,
  z
    .array(
      z.object({
        eventId: anId,
        portalId: anId,
        objectId: z.optional(anId),
        occurredAt: z.optional(anId),
        subscriptionType: z.string().check(z.maxLength(100)),
        propertyName: z.optional(z.string().check(z.maxLength(300))),
      }),
    )
    .check(z.minLength(1), z.maxLength(1_000)),
);
type Event = z.output<typeof events>[number];

/**
 * Pushed webhooks of HubSpot (B6): whatever they tell is a hint to read the changes now, so that a request is one
 * message. Proven by signature v3, written here: the client library compares in a time that tells, and takes times to come.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export const hubspotPush: IncomingConnector = {
  verify(request, { credentials: { clientSecret = '' }, settings: { portalId = '' }, now }) {
    if (request.body.length > MOST_CHARACTERS) return { kind: 'refused', why: 'malformed' };
    const signedAt = timeOf(request);
    if (signedAt === undefined || clientSecret === '' || !isSigned(request, clientSecret))
      return { kind: 'refused', why: 'forged' };
    if (Math.abs(secondsBetween(signedAt, now)) > MOST_SECONDS) return { kind: 'refused', why: 'replayed' };
    const read = events.safeParse(request.body);
    if (!read.success) return { kind: 'refused', why: 'malformed' };
    const ours = read.data.filter((event) => portalId === '' || event.portalId === portalId);
    if (ours.length === 0) return { kind: 'refused', why: 'foreign' };
    return { kind: 'proven', events: [{ id: idOf(ours), body: JSON.stringify({ changes: ours.length }) }] };
  },
  read: async () => ({ type: 'crm-changed' }),
};

function timeOf({ headers }: IncomingRequest): Instant | undefined {
  const text = headers['x-hubspot-request-timestamp'] ?? '';
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return ms !== undefined && isInstant(ms) ? fromEpochMs(ms) : undefined;
}

function isSigned({ method, url, headers, body }: IncomingRequest, secret: string): boolean {
  const text = `${method}${decoded(url)}${body}${headers['x-hubspot-request-timestamp'] ?? ''}`;
  const expected = Buffer.from(createHmac('sha256', secret).update(text, 'utf8').digest('base64'));
  const given = Buffer.from(headers['x-hubspot-signature-v3'] ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What HubSpot writes plainly in the address that it signs; everything else stays as it was sent. */
const plain: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

function decoded(url: string): string {
  return url.replace(/%[0-9A-F]{2}/gi, (code) => plain[code.toUpperCase()] ?? code);
}

/** The same events, sent again in another attempt, are the same message. */
function idOf(of: readonly Event[]): string {
  const keys = of.map((event) =>
    [
      event.portalId,
      event.eventId,
      event.subscriptionType,
      event.objectId,
      event.propertyName,
      event.occurredAt,
    ].join(' '),
  );
  return createHash('sha256').update(keys.sort().join('\n')).digest('base64url').slice(0, 32);
}
