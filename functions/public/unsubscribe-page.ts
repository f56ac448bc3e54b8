import { createHash } from 'node:crypto';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import type { LocalDate } from '#shared/domain/kernel/instant.ts';
import type { Language } from '#shared/domain/kernel/language.ts';
import { unsubscribedOn, unsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';
import type { UnsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';

/**
 * What the page behind an unsubscribe link shows (D7). Addresses are plain text; the question has none after a post
 * that confirms nothing.
 */
export type UnsubscribePage = { language: Language } & (
  | { shows: 'question'; address?: string | undefined }
  | { shows: 'done'; address: string }
  | { shows: 'already'; address: string; since: LocalDate }
  | { shows: 'expired' }
  | { shows: 'invalid' }
  | { shows: 'failed' }
);

const style =
  ':root{color-scheme:light dark}' +
  'body{margin:0;font:18px/1.5 system-ui,sans-serif}' +
  'main{max-width:32rem;margin:12vh auto;padding:0 1.5rem}' +
  'h1{font-size:1.6rem;line-height:1.25}' +
  'p{overflow-wrap:anywhere}' +
  'button{font:inherit;min-height:3rem;padding:.5rem 1.5rem;border:0;border-radius:.5rem;background:#1d4ed8;color:#fff;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #f59e0b;outline-offset:3px}';

/** Allows this page's own style and form and nothing else: no script, no image, no frame around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Headers of the page: the token in its address is kept out of caches, search engines and referrers. */
export const unsubscribePageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
} as const;

/** The page: one heading, one sentence and, for the question alone, one button that posts to the same address. */
export function unsubscribePage(page: UnsubscribePage): string {
  const texts: UnsubscribeTexts['page'] = unsubscribeTexts[page.language].page;
  const { title, text } = describePage(page, texts);
  const form =
    page.shows === 'question'
      ? `<form method="post"><button type="submit" name="confirm" value="yes">${escapeHtml(texts.button)}</button></form>`
      : '';
  return publicPage(page.language, { title, text }, form);
}

/** A page of one heading and one sentence, in a language. @param form HTML that follows them */
export function publicPage(language: Language, words: { title: string; text: string }, form = ''): string {
  const [title, text] = [escapeHtml(words.title), escapeHtml(words.text)];
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${title}</title><style>${style}</style></head>` +
    `<body><main><h1>${title}</h1><p>${text}</p>${form}</main></body></html>`
  );
}

function describePage(
  page: UnsubscribePage,
  texts: UnsubscribeTexts['page'],
): { title: string; text: string } {
  switch (page.shows) {
    case 'question':
      return { title: texts.title, text: texts.question(page.address ?? '…') };
    case 'done':
      return { title: texts.done.title, text: texts.done.text(page.address) };
    case 'already':
      return {
        title: texts.already.title,
        text: texts.already.text(page.address, unsubscribedOn(page.since, page.language)),
      };
    case 'expired':
      return texts.expired;
    case 'invalid':
      return texts.invalid;
    case 'failed':
      return texts.failed;
  }
}
