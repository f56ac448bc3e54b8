import { htmlToText } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';
import type { Problem } from '../kernel/problem.ts';
import { maxHtmlDepth, tooDeep } from './html-depth.ts';
import { maskLiquid } from './mask-liquid.ts';
import { validateTemplate, type TemplateDraft } from './validate-template.ts';

/** What is stored of a draft beside what its author wrote. */
export type PreparedTemplate =
  | { kind: 'prepared'; html?: string | undefined; textFromHtml?: string | undefined }
  | { kind: 'invalid'; problems: Problem[] };

/**
 * Checks a draft and makes it ready to store: HTML without scripts, forms or foreign frames, and a text part made from
 * it where the author gave none. Done on saving, so that sending loads neither of these libraries.
 */
export function prepareTemplate(draft: TemplateDraft): PreparedTemplate {
  const problems = validateTemplate(draft);
  if (problems.length > 0) return { kind: 'invalid', problems };
  if (draft.html === undefined) return { kind: 'prepared' };
  const masked = maskLiquid(draft.html);
  const clean = sanitizeHtml(masked.html, allowed);
  const deep = tooDeep(clean);
  if (deep !== undefined) return { kind: 'invalid', problems: [{ path: ['html'], message: deep }] };
  const lost = masked.lostIn(clean);
  if (lost !== undefined) {
    const message = `${lost} stands where it would be removed: put it in text or in the quotes of an attribute, not inside a tag, a script or a style sheet.`;
    return { kind: 'invalid', problems: [{ path: ['html'], message }] };
  }
  const html = masked.unmask(clean);
  const needsText = draft.text === undefined || draft.text.trim() === '';
  const textFromHtml = needsText ? masked.unmask(htmlToText(clean, asText)) : undefined;
  const after = validateTemplate({ ...draft, html, text: textFromHtml ?? draft.text });
  if (after.length > 0) {
    const message = `The HTML cannot be turned into a text part (${after[0]?.message ?? ''}): write the text yourself.`;
    return { kind: 'invalid', problems: [{ path: ['text'], message }] };
  }
  return { kind: 'prepared', html, textFromHtml };
}

/**
 * HTML that a person wrote for one mail, without what mail programs must not run, and a text part made from it; or what
 * is wrong with it.
 */
export function cleanHtml(html: string): { html: string; text: string } | { problem: string } {
  const clean = sanitizeHtml(html, allowed);
  const problem = tooDeep(clean);
  return problem === undefined ? { html: clean, text: htmlToText(clean, asText) } : { problem };
}

const layout = ['width', 'height', 'align', 'valign', 'bgcolor', 'border', 'color'];

/** What mail programs show, without what runs, asks or loads pages. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'html',
      'body',
      'div',
      'p',
      'br',
      'hr',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'blockquote',
      'pre',
      'center',
    ],
    ...[
      'a',
      'b',
      'strong',
      'i',
      'em',
      'u',
      's',
      'small',
      'sub',
      'sup',
      'span',
      'font',
      'code',
      'mark',
      'abbr',
    ],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'img', 'figure', 'figcaption'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'colgroup', 'col'],
  ],
  allowedAttributes: {
    '*': ['style', 'class', 'id', 'lang', 'dir', 'title', 'role', 'aria-*', ...layout],
    a: ['href', 'name', 'target', 'rel', 'data-link'],
    img: ['src', 'alt'],
    font: ['face', 'size'],
    ol: ['start', 'type'],
    table: ['cellpadding', 'cellspacing', 'summary'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
    col: ['span'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid'] },
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'template',
    'svg',
    'math',
    'object',
  ],
  disallowedTagsMode: 'discard',
  // Style sheets are not allowed and what stands in `style` is left to mail programs, which each filter it.
  parseStyleAttributes: false,
};

const asText = {
  wordwrap: false as const,
  limits: { maxDepth: maxHtmlDepth + 10 },
  selectors: [
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] as [string, string] },
    },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'block' },
  ],
};
