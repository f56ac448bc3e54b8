import type { Language } from '../kernel/language.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * What stands for the link of a survey and for its ratings until a message goes out: characters that nobody writes, so
 * that a template is filled, checked and hashed without them (C1).
 */
export const surveyMarks = {
  link: '\u{e000}survey-link\u{e001}',
  ratings: '\u{e000}survey-ratings\u{e001}',
} as const;

const ends = /[\u{e000}\u{e001}]/gu;

/** The words of a sent message to be read: what stands for a survey, whose link is the client's alone, without its ends. */
export function readableWords({ html, text }: { html?: string | undefined; text: string }): {
  html?: string | undefined;
  text: string;
} {
  return { html: html?.replaceAll(ends, ''), text: text.replaceAll(ends, '') };
}

/** A survey in a message that goes out: its address, and that of each rating. */
export type SurveyInMessage = {
  url: string;
  ratings: readonly { rating: number; url: string }[];
  language: Language;
};

/** Whether a message has a place for a survey. */
export function namesSurvey({ html = '', text }: { html?: string | undefined; text: string }): boolean {
  return [html, text].some((part) => part.includes(surveyMarks.link) || part.includes(surveyMarks.ratings));
}

/** A plain text with the survey in it: its ratings are its address, since a line of addresses is no scale. */
export function surveyInText(text: string, { url }: SurveyInMessage): string {
  return text.replaceAll(surveyMarks.link, url).replaceAll(surveyMarks.ratings, url);
}

/**
 * HTML with the survey in it. Where its author wrote the link, it may be in an attribute and is the address alone;
 * in HTML that was made from a text (`linked`) it is an anchor.
 */
export function surveyInHtml(html: string, survey: SurveyInMessage, linked = false): string {
  const url = escapeHtml(survey.url);
  const link = linked ? `<a href="${url}">${url}</a>` : url;
  return html.replaceAll(surveyMarks.link, link).replaceAll(surveyMarks.ratings, ratingLinks(survey));
}

const style =
  'display:inline-block;min-width:24px;margin:4px 2px;padding:10px;border:1px solid #1d4ed8;border-radius:6px;' +
  'color:#1d4ed8;text-align:center;text-decoration:none';

function ratingLinks({ ratings, language }: SurveyInMessage): string {
  const links = ratings.map(
    ({ rating, url }) => `<a href="${escapeHtml(url)}" style="${style}">${rating}</a>`,
  );
  return `<span lang="${language}">${links.join(' ')}</span>`;
}
