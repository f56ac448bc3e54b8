import * as z from 'zod/mini';
import { text, number } from '../kernel/shapes.ts';
import { escapeHtml } from './escape-html.ts';

/** One link of a message. */
export const trackedLink = z.object({
  /** The address that its author wrote, `http:` or `https:`. */
  target: text,
  /** Name given to it in the template with `data-link`, for rules about one link (B2). */
  name: z.optional(text),
  /** Which of the message's different targets it is, from 0, and how many there are: a scanner follows them all (F8). */
  number,
  of: number,
});
export type TrackedLink = z.output<typeof trackedLink>;

/** In bytes. Longer ones keep their address: the token would outgrow what mail programs, gateways and we take. */
const longestTarget = 1200;
/** What is beyond keeps its address. */
const mostLinks = 200;

/** What a link may be called in a template. */
const linkName = /^[a-z0-9-]{1,20}$/;

/** In HTML as it is stored, no `<` stands inside of a tag but as `&lt;`. */
const anchor = /<a\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/gi;
const address = /(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/i;
const nameOfLink = /\sdata-link\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const addressInText = /https?:\/\/[^\s<>"']+/gi;

/** Mail as HTML with the address of each web link replaced by what `urlOf` gives; names of links are taken out. */
export function trackHtmlLinks(html: string, urlOf: (link: TrackedLink) => string): string {
  const targets = different(
    Array.from(html.matchAll(anchor), ([tag]) => decoded(hrefOf(tag))).filter(isTrackable),
  );
  return html.replaceAll(anchor, (tag) => {
    const target = decoded(hrefOf(tag));
    const named = nameOfLink.exec(tag);
    const given = named?.[1] ?? named?.[2] ?? '';
    const bare = named === null ? tag : tag.replace(named[0], '');
    const number = targets.indexOf(target);
    if (number < 0) return bare;
    const name = linkName.test(given) ? given : undefined;
    const url = urlOf({ target, name, number, of: targets.length });
    return bare.replace(address, (_, before: string) => `${before}"${escapeHtml(url)}"`);
  });
}

/** A text with each web address in it replaced by what `urlOf` gives; punctuation that ends a sentence stays outside. */
export function trackTextLinks(text: string, urlOf: (link: TrackedLink) => string): string {
  const targets = different(
    Array.from(text.matchAll(addressInText), ([match]) => addressAlone(match)),
  ).filter(isTrackable);
  return text.replaceAll(addressInText, (match) => {
    const target = addressAlone(match);
    const number = targets.indexOf(target);
    if (number < 0) return match;
    return urlOf({ target, number, of: targets.length }) + match.slice(target.length);
  });
}

/** HTML made from a text, with its web addresses as links. */
export function linkAddresses(html: string): string {
  return html.replaceAll(/https?:\/\/(?:[^\s<>"'&]|&amp;)+/gi, (match) => {
    const url = addressAlone(match);
    return `<a href="${url}">${url}</a>${match.slice(url.length)}`;
  });
}

/** Without what ends the sentence around it; a bracket that the address itself opens belongs to it. */
function addressAlone(match: string): string {
  let unopened = match.split(')').length - match.split('(').length;
  let end = match.length;
  for (; end > 0; end -= 1) {
    const last = match.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!'.,;:!?]'.includes(last)) break;
  }
  return match.slice(0, end);
}

/** Whether a redirect may lead there. */
export function isTrackable(target: string): boolean {
  return (
    /^https?:\/\/[^\s/?#]/i.test(target) &&
    new TextEncoder().encode(target).length <= longestTarget &&
    URL.canParse(target)
  );
}

function hrefOf(tag: string): string {
  const found = address.exec(tag);
  return (found?.[2] ?? found?.[3] ?? '').trim();
}

const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" };

function decoded(attribute: string): string {
  return attribute.replaceAll(/&(amp|lt|gt|quot|#34|#39);/g, (_, name: string) => characters[name] ?? '');
}

function different(targets: readonly string[]): string[] {
  return [...new Set(targets)].slice(0, mostLinks);
}
