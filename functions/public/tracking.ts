import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { secondsBetween, startOfSecond } from '#shared/domain/time/instants.ts';
import { linkExpiry, type LinkedMessage } from '#shared/domain/tracking/link-token.ts';
import { botRuleOf } from '#shared/domain/tracking/recognise-bot.ts';
import { readShortLinkId } from '#shared/domain/tracking/short-link.ts';
import { hitId, type TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { linkTexts } from '#shared/domain/templates/link-texts.ts';
import { isTrackable, type TrackedLink } from '#shared/domain/templates/track-links.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';
import { preferredLanguage } from './preferred-language.ts';
import { publicPage, unsubscribePageHeaders } from './unsubscribe-page.ts';

/** What the routes of links and pictures need. */
export type TrackingDependencies = {
  links: LinkSigner;
  now: () => Instant;
  /** A link of a text, by its key. */
  shortLink: (organisation: string, key: string) => Promise<(LinkedMessage & TrackedLink) | undefined>;
  ingest: (hit: TrackingHit) => Promise<void>;
  /** Told when a hit could not be ingested. */
  failed: (error: unknown) => void;
};

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
type Found =
  | { kind: 'found'; message: LinkedMessage; channel: TrackingHit['channel']; link?: TrackedLink }
  | { kind: 'expired' | 'invalid' };

/** Kept out of caches, so that each hit is seen, and out of search engines; the token is told to nobody. */
const headers = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

/** A GIF of one transparent dot. */
const dot = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/**
 * `GET /l/{token}` leads to where a link of a message led, and `GET /o/{token}` is the picture of a mail (D9). Where a
 * link leads stands in its signed token, or was stored when the text went out: nobody can make it lead elsewhere.
 * Both answer as if nothing had happened when the hit cannot be recorded: the recipient is not the one to wait.
 */
export function trackingRoutes(deps: TrackingDependencies): {
  follow: (event: Event) => Promise<Answer>;
  picture: (event: Event) => Promise<Answer>;
} {
  return {
    follow: async (event) => {
      const now = deps.now();
      const found = await linkOf(deps, event.pathParameters?.['token'] ?? '', now);
      if (found.kind !== 'found' || found.link === undefined || !isTrackable(found.link.target)) {
        return nowhere(event, found.kind === 'expired' ? 'expired' : 'invalid');
      }
      await noted(deps, hitOf(found, event, now));
      return { statusCode: 302, headers: { ...headers, Location: new URL(found.link.target).href } };
    },

    picture: async (event) => {
      const now = deps.now();
      const reading = deps.links.readLink(event.pathParameters?.['token'] ?? '', 'open', now);
      if (reading.kind !== 'valid') return { statusCode: reading.kind === 'expired' ? 410 : 404, headers };
      await noted(deps, hitOf({ message: reading.payload, channel: 'mail' }, event, now));
      return {
        statusCode: 200,
        // Mail programs in a browser show it on a page of another site.
        headers: {
          ...headers,
          'Content-Type': 'image/gif',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        },
        body: dot,
        isBase64Encoded: true,
      };
    },
  };
}

async function linkOf(deps: TrackingDependencies, token: string, now: Instant): Promise<Found> {
  const short = readShortLinkId(token);
  if (short !== undefined) {
    const link = await deps.shortLink(short.organisation, short.key);
    if (link === undefined) return { kind: 'invalid' };
    if (linkExpiry(link.sentAt) <= now) return { kind: 'expired' };
    return { kind: 'found', message: link, channel: 'sms', link };
  }
  const reading = deps.links.readLink(token, 'click', now);
  if (reading.kind !== 'valid') return { kind: reading.kind };
  return { kind: 'found', message: reading.payload, channel: 'mail', link: reading.payload };
}

function hitOf(
  found: { message: LinkedMessage; channel: TrackingHit['channel']; link?: TrackedLink },
  event: Event,
  now: Instant,
): TrackingHit {
  const { organisation, enrollment, step, sentAt } = found.message;
  const { method, sourceIp, userAgent } = event.requestContext.http;
  const at = startOfSecond(now);
  const hit = {
    organisation,
    enrollment,
    step,
    sentAt,
    at,
    what: found.link === undefined ? ('opened' as const) : ('clicked' as const),
    channel: found.channel,
    link: found.link && {
      target: found.link.target,
      name: found.link.name,
      number: found.link.number,
      of: found.link.of,
    },
    machine: botRuleOf({
      userAgent,
      ipAddress: sourceIp,
      head: method === 'HEAD',
      secondsSinceSent: secondsBetween(sentAt, now),
    }),
  };
  return { ...hit, id: hitId(hit) };
}

/** A hit that cannot be recorded is lost; whoever clicked still gets there. */
async function noted(deps: TrackingDependencies, hit: TrackingHit): Promise<void> {
  try {
    await deps.ingest(hit);
  } catch (error) {
    deps.failed(error);
  }
}

function nowhere(event: Event, why: 'expired' | 'invalid'): Answer {
  const language = preferredLanguage(event);
  return {
    statusCode: why === 'expired' ? 410 : 404,
    headers: { ...unsubscribePageHeaders, 'Content-Language': language },
    body: publicPage(language, linkTexts[language][why]),
  };
}
