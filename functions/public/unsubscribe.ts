import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { LeadId } from '#shared/domain/kernel/ids.ts';
import type { UnsubscribeLink } from '#shared/domain/tracking/link-token.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import type { Instant, LocalDate } from '#shared/domain/kernel/instant.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';
import { preferredLanguage } from './preferred-language.ts';
import { unsubscribePage, unsubscribePageHeaders } from './unsubscribe-page.ts';
import type { UnsubscribePage } from './unsubscribe-page.ts';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';

/** Somebody unsubscribes through a link: with the page's button, or their mail client with one click (RFC 8058). */
export type UnsubscribeByLink = {
  organisation: string;
  leadId: LeadId;
  /** The enrollment whose mail had the link. */
  enrollmentId: EnrollmentId | undefined;
  by: 'link' | 'one-click';
  now: Instant;
};

/** What the two routes need. */
export type UnsubscribeDependencies = {
  links: LinkSigner;
  now: () => Instant;
  lead: (organisation: string, leadId: LeadId) => Promise<Lead | undefined>;
  /** Unsubscribes for good and at once; done again, it answers `already` with the first date. */
  unsubscribe: (
    request: UnsubscribeByLink,
  ) => Promise<{ kind: 'unsubscribed' | 'already'; lead: Lead; at: Instant } | { kind: 'not-found' }>;
};

type Answer = APIGatewayProxyStructuredResultV2;
type Route = (event: APIGatewayProxyEventV2) => Promise<Answer>;
type Work = (
  deps: UnsubscribeDependencies,
  link: UnsubscribeLink,
  event: APIGatewayProxyEventV2,
  now: Instant,
) => Promise<Answer>;

/**
 * `GET` and `POST /u/{token}` (D7): reading the page never unsubscribes, so that link scanners do not; the
 * button's form and the one-click request of a mail client do.
 *
 * @param open asked at each request
 * @param failed told of what broke
 */
export function unsubscribeRoute(
  open: () => Promise<UnsubscribeDependencies>,
  failed: (error: unknown) => void,
): { show: Route; perform: Route } {
  /** Whoever came here reads a page, in their language, also when something breaks. */
  const page =
    (work: Work): Route =>
    async (event) => {
      let language = preferredLanguage(event);
      try {
        const deps = await open();
        const now = deps.now();
        const link = read(deps, event, now);
        if ('refused' in link) return link.refused;
        ({ language } = link);
        return await work(deps, link, event, now);
      } catch (error) {
        failed(error);
        return answer(500, { shows: 'failed', language });
      }
    };

  return {
    show: page(async (deps, link) => {
      const { language } = link;
      const lead = await deps.lead(link.organisation, link.lead);
      if (lead === undefined) return answer(404, { shows: 'invalid', language });
      const since = lead.suppression.unsubscribedAt;
      return since === undefined
        ? answer(200, { shows: 'question', language, address: addressOf(lead) })
        : answer(200, { shows: 'already', language, address: addressOf(lead), since: dayOf(lead, since) });
    }),

    perform: page(async (deps, link, event, now) => {
      const { organisation, lead: leadId, enrollment: enrollmentId, language } = link;
      const by = confirmation(event);
      if (by === undefined) return answer(400, { shows: 'question', language });
      const result = await deps.unsubscribe({ organisation, leadId, enrollmentId, by, now });
      if (result.kind === 'not-found') return answer(404, { shows: 'invalid', language });
      const address = addressOf(result.lead);
      return result.kind === 'already'
        ? answer(200, { shows: 'already', language, address, since: dayOf(result.lead, result.at) })
        : answer(200, { shows: 'done', language, address });
    }),
  };
}

function read(
  { links }: UnsubscribeDependencies,
  event: APIGatewayProxyEventV2,
  now: Instant,
): UnsubscribeLink | { refused: Answer } {
  const reading = links.readLink(event.pathParameters?.['token'] ?? '', 'unsubscribe', now);
  switch (reading.kind) {
    case 'valid':
      return reading.payload;
    case 'expired':
      return { refused: answer(410, { shows: 'expired', language: reading.payload.language }) };
    case 'invalid':
      return { refused: answer(404, { shows: 'invalid', language: preferredLanguage(event) }) };
  }
}

/** The mail was sent to an address; it may have been taken off the lead since. */
const addressOf = (lead: Lead): string => lead.email ?? '…';

/** The day on the recipient's own calendar, where we know the zone. */
const dayOf = ({ zone = utc }: Lead, at: Instant): LocalDate => localDate(at, zone);

const answer = (statusCode: number, page: UnsubscribePage): Answer => ({
  statusCode,
  headers: { ...unsubscribePageHeaders, 'Content-Language': page.language },
  body: unsubscribePage(page),
});

/** Longest form that can be a confirmation, in characters. */
const formLength = 2000;

/** What the posted form confirms; RFC 8058 lets mail clients choose between the two encodings of forms. */
function confirmation(event: APIGatewayProxyEventV2): UnsubscribeByLink['by'] | undefined {
  const sent = event.body ?? '';
  const body = (event.isBase64Encoded ? Buffer.from(sent, 'base64').toString() : sent).slice(0, formLength);
  const form = new URLSearchParams(body.trim());
  const multipart = /name="?List-Unsubscribe"?\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i;
  if (form.get('List-Unsubscribe') === 'One-Click' || multipart.test(body)) return 'one-click';
  return form.get('confirm') === 'yes' ? 'link' : undefined;
}
