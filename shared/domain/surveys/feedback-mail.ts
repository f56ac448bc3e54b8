import { cutText } from '../kernel/cut-text.ts';
import type { Language } from '../kernel/language.ts';
import type { Lead } from '../people/people.ts';
import { escapeHtml, escapeLines } from '../templates/escape-html.ts';
import { alertTexts, type AlertTexts } from './alert-texts.ts';
import { answerTo, type AlertKind, type Response } from './response.ts';
import { describeAnswer, surveyView } from './survey-view.ts';
import type { SurveyVersion } from './survey.ts';

/** Longest name of a client in a subject, and longest subject, in characters. */
const nameLength = 60;
const subjectLength = 100;

/** What a mail to a user about a response is made from. */
export type FeedbackNews = {
  /** What raised it; undefined: it is positive feedback that is shared (C6). */
  alert: AlertKind | undefined;
  lead: Pick<Lead, 'firstName' | 'lastName' | 'email' | 'phone' | 'id'>;
  response: Pick<Response, 'answers'>;
  version: Pick<SurveyVersion, 'title' | 'introduction' | 'thanks' | 'questions'>;
  /** Of the user, and of the organisation. */
  language: Language;
  ofOrganisation: Language;
  /** Where the lead is shown. */
  leadUrl: string;
};

/** What the client is called. */
function clientName({ firstName, lastName, email, phone, id }: FeedbackNews['lead']): string {
  const name = [firstName, lastName].filter((part) => part !== undefined && part.trim() !== '').join(' ');
  return cutText((name || email || phone || id).replaceAll(/\p{Cc}+/gu, ' '), nameLength);
}

/** The subject of the mail, and the name of the task that goes with an alert (C5). */
export function feedbackSubject({
  alert,
  lead,
  language,
}: Pick<FeedbackNews, 'alert' | 'lead' | 'language'>): string {
  const texts: AlertTexts = alertTexts[language];
  const who = clientName(lead);
  return cutText(alert === undefined ? texts.shared(who) : texts.alert[alert](who), subjectLength);
}

/** The mail that tells a user what a client answered, in the user's language, with a link to the lead (C5, C6). */
export function feedbackMail(news: FeedbackNews): { subject: string; html: string; text: string } {
  const { lead, response, version, language, ofOrganisation, leadUrl } = news;
  const texts: AlertTexts = alertTexts[language];
  const view = surveyView(version, { client: language, organisation: ofOrganisation });
  const answers = view.questions.flatMap((question) => {
    const given = answerTo(response, question.id);
    return given === undefined
      ? []
      : [{ asked: question.text.text, said: describeAnswer(question, given.value) }];
  });
  const subject = feedbackSubject(news);
  const who = [clientName(lead), lead.email, lead.phone].filter((part) => part !== undefined).join(', ');
  const inHtml = answers.map(
    ({ asked, said }) => `<dt>${escapeHtml(asked)}</dt><dd>${escapeLines(said)}</dd>`,
  );
  const inText = answers.map(({ asked, said }) => `${asked}\n  ${said.replaceAll('\n', '\n  ')}`);
  return {
    subject,
    html:
      `<div lang="${language}"><p>${escapeHtml(subject)}</p><p>${escapeHtml(who)}</p>` +
      `<p><strong>${escapeHtml(texts.answers)}</strong> (${escapeHtml(view.title.text)})</p><dl>${inHtml.join('')}</dl>` +
      `<p><a href="${escapeHtml(leadUrl)}">${escapeHtml(texts.lead)}</a></p></div>`,
    text: `${subject}\n${who}\n\n${texts.answers} (${view.title.text})\n\n${inText.join('\n')}\n\n${texts.lead}: ${leadUrl}\n`,
  };
}
