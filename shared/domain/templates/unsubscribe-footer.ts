import type { Language } from '../kernel/language.ts';
import { escapeHtml } from './escape-html.ts';
import { footerTexts } from './footer-texts.ts';

/** The two parts of a mail. */
export type Body = { html: string; text: string };

/** The mail with the way to unsubscribe at the bottom of both parts, in the language of the sequence (D7). */
export function withUnsubscribeFooter(
  { html, text }: Body,
  { language, url }: { language: Language; url: string },
): Body {
  const { sentence, link, colon } = footerTexts[language];
  const footer =
    `<div lang="${language}" style="margin-top:24px;font-size:12px;line-height:18px;color:#666666">` +
    `${escapeHtml(sentence)} <a href="${escapeHtml(url)}" style="color:#666666">${escapeHtml(link)}</a>.</div>`;
  return { html: beforeEnd(html, footer), text: `${text}\n\n--\n${sentence} ${link}${colon}\n${url}\n` };
}

/** HTML with more at its end: inside the body where the mail is a whole document, else at its end. */
export function beforeEnd(html: string, footer: string): string {
  const last = (tag: RegExp): number | undefined => Array.from(html.matchAll(tag)).at(-1)?.index;
  const end = last(/<\/body\s*>/gi) ?? last(/<\/html\s*>/gi);
  return end === undefined ? html + footer : html.slice(0, end) + footer + html.slice(end);
}
