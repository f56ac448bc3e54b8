import {
  clickUrl,
  linkExpiry,
  openUrl,
  surveyUrl,
  unsubscribeLink,
  unsubscribeUrl,
  type LinkedMessage,
} from '../../domain/tracking/link-token.ts';
import { shortLinkId, type ShortLink } from '../../domain/tracking/short-link.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { recipientLanguage } from '../../domain/templates/recipient-language.ts';
import { trackHtmlLinks, trackTextLinks, type TrackedLink } from '../../domain/templates/track-links.ts';
import type { SurveyInMessage } from '../../domain/templates/survey-marks.ts';
import type { StepAtHand } from './step-at-hand.ts';
import { surveyLanguage } from './survey-at-hand.ts';
import type { ComposePorts, StepPorts } from './step-ports.ts';
import { startOfSecond } from '../../domain/time/instants.ts';

/** Base of the public pages that the messages of an organisation lead to: its own host once verified (A8). */
function publicUrlOf(ports: Pick<StepPorts, 'addresses'>, { sender }: Pick<StepAtHand, 'sender'>): string {
  const own = sender.settings.sending.value;
  return own === null ? ports.addresses.publicUrl : `https://${own.linkHost}`;
}

/** A text with links as long as its short ones will be, none of them stored: for counting parts before it is sent (E5). */
export function withShortLinks(
  ports: Pick<StepPorts, 'addresses'>,
  sender: StepAtHand['sender'],
  text: string,
): string {
  if (!sender.settings.tracking.value.clicks) return text;
  const url = clickUrl(publicUrlOf(ports, { sender }), shortLinkId(sender.user.organisation, '0123456789'));
  return trackTextLinks(text, () => url);
}

/** The links of one message that goes out now. */
export function messageLinks(ports: ComposePorts, due: StepAtHand, now: Instant) {
  const { enrollment, step, lead, sender, version } = due;
  const { organisation } = enrollment;
  const base = publicUrlOf(ports, due);
  const tracking = sender.settings.tracking.value;
  const message: LinkedMessage = {
    organisation,
    enrollment: enrollment.id,
    step: step.id,
    sentAt: startOfSecond(now),
  };
  const expires = linkExpiry(message.sentAt);

  return {
    /** The address to unsubscribe, and what stands for it in the record of what was sent. */
    unsubscribe: () => {
      const ofOrganisation = sender.settings.profile.value.language;
      const language = recipientLanguage(version.unsubscribeLink?.language, lead.language, ofOrganisation);
      const link = { organisation, lead: enrollment.leadId, enrollment: enrollment.id, language };
      return unsubscribeUrl(base, ports.links.signLink(unsubscribeLink(link, now)));
    },

    /** The page of the survey that the message asks for, and that with each rating chosen (C1). */
    survey: (ratings: readonly number[]): SurveyInMessage => {
      const language = surveyLanguage(due);
      const link = { purpose: 'survey' as const, organisation, enrollment: enrollment.id, language, expires };
      const token = ports.links.signLink(link);
      const urls = ratings.map((rating) => ({ rating, url: surveyUrl(base, token, rating) }));
      return { url: surveyUrl(base, token), ratings: urls, language };
    },

    /** The HTML of a mail with its links made tracked ones, if they are followed. */
    inHtml: (html: string): string =>
      tracking.clicks
        ? trackHtmlLinks(html, (link) =>
            clickUrl(base, ports.links.signLink({ purpose: 'click', ...message, ...link, expires })),
          )
        : html,

    /** The picture that tells of an opening; nothing when openings are not followed. */
    pixel: (): string => {
      if (!tracking.opens) return '';
      const url = openUrl(base, ports.links.signLink({ purpose: 'open', ...message, expires }));
      return `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0">`;
    },

    /** A text with short links in place of its own, and what must be stored so that they work. */
    inText: (text: string): { text: string; links: ShortLink[] } => {
      if (!tracking.clicks) return { text, links: [] };
      const links = new Map<string, ShortLink>();
      const short = (link: TrackedLink): string => {
        const key = ports.links.shortKey(`${organisation}\n${enrollment.id}\n${step.id}\n${link.target}`);
        links.set(key, { ...message, ...link, key, expires });
        return clickUrl(base, shortLinkId(organisation, key));
      };
      return { text: trackTextLinks(text, short), links: [...links.values()] };
    },
  };
}
