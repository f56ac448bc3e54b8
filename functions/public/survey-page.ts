import { createHash } from 'node:crypto';
import type { Language } from '#shared/domain/kernel/language.ts';
import { answerTo, type Response } from '#shared/domain/surveys/response.ts';
import { longestAnswer } from '#shared/domain/surveys/answer.ts';
import type { Wording } from '#shared/domain/surveys/localized-text.ts';
import { pageTexts, type PageTexts } from '#shared/domain/surveys/page-texts.ts';
import {
  describeAnswer,
  formValues,
  type OptionView,
  type QuestionView,
  type SurveyView,
} from '#shared/domain/surveys/survey-view.ts';
import { escapeHtml, escapeLines } from '#shared/domain/templates/escape-html.ts';
import { unsubscribePageHeaders } from './unsubscribe-page.ts';

/** What a page of a survey shows beside its questions. */
export type SurveyForm = {
  view: SurveyView;
  response: Pick<Response, 'answers'>;
  /** What was sent just now, where it could not be kept. */
  sent?: ReadonlyMap<string, readonly string[]> | undefined;
  /** A rating that a link of the message chose; it counts once it is sent. */
  chosen?: { question: string; rating: string } | undefined;
  errors?: ReadonlyMap<string, keyof Omit<PageTexts['errors'], 'title' | 'allTooLong'>> | undefined;
  allTooLong?: boolean | undefined;
  saved?: boolean | undefined;
};

const style =
  ':root{color-scheme:light;--ink:#1f2937;--line:#6b7280;--blue:#1d4ed8;--red:#b91c1c}' +
  '*{box-sizing:border-box}' +
  'body{margin:0;font:18px/1.5 system-ui,sans-serif;color:var(--ink);background:#fff}' +
  'main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 4rem}' +
  'h1{font-size:1.6rem;line-height:1.25}p,legend,label,dd,dt{overflow-wrap:anywhere}' +
  'fieldset,.text{border:1px solid var(--line);border-radius:.5rem;margin:1.5rem 0;padding:1rem;min-width:0}' +
  'legend,.question{font-weight:600;padding:0 .25rem}.note{font-weight:400;color:#4b5563}' +
  '.options{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}.list{flex-direction:column}' +
  '.options label{display:flex;align-items:center;gap:.5rem;min-height:44px;min-width:44px;padding:.25rem .5rem;border:1px solid var(--line);border-radius:.5rem}' +
  'input{width:1.2rem;height:1.2rem;flex:none}textarea{width:100%;font:inherit;padding:.5rem;border:1px solid var(--line);border-radius:.5rem}' +
  '.ends{display:flex;justify-content:space-between;gap:1rem;margin:0}' +
  'button{font:inherit;min-height:44px;padding:.5rem 1rem;border:1px solid var(--blue);border-radius:.5rem;background:#fff;color:var(--blue);cursor:pointer}' +
  'button.send{background:var(--blue);color:#fff}' +
  ':focus-visible{outline:3px solid #b45309;outline-offset:2px}' +
  '.error{color:var(--red);font-weight:600}.box{border:2px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}' +
  'dt{font-weight:600;margin-top:1rem}dd{margin:0}';

/** Allows this page's own style and form and nothing else: no script, no image, no frame around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Headers of the page: the token in its address is kept out of caches, search engines and referrers. */
export const surveyPageHeaders = {
  ...unsubscribePageHeaders,
  'Content-Security-Policy': contentSecurityPolicy,
} as const;

/**
 * The page of a survey (C1): one form, a field set for each question with a button of its own that keeps what is given
 * so far, and one button that sends it off. It needs no script.
 */
export function surveyFormPage(form: SurveyForm): string {
  const { view, saved = false, chosen, allTooLong = false } = form;
  const { language } = view;
  const texts: PageTexts = pageTexts[language];
  const notes = [
    saved ? `<p class="box" role="status">${escapeHtml(texts.saved)}</p>` : '',
    chosen === undefined ? '' : `<p class="box">${escapeHtml(texts.chosen)}</p>`,
    allTooLong ? `<p class="box error" role="alert">${escapeHtml(texts.errors.allTooLong)}</p>` : '',
    errorSummary(form, texts),
  ].join('');
  const introduction = view.introduction === undefined ? '' : `<p>${worded(view.introduction, language)}</p>`;
  const questions = view.questions.map((question) => questionHtml(question, form, texts)).join('');
  return document(
    view.title,
    language,
    `${introduction}${notes}<form method="post">${questions}` +
      `<p id="send-hint">${escapeHtml(texts.sendHint)}</p>` +
      `<button class="send" type="submit" name="do" value="send" aria-describedby="send-hint">${escapeHtml(texts.send)}</button></form>`,
  );
}

/** The page after the end (C1): thanks, and what was answered. It takes nothing more. */
export function surveyDonePage(view: SurveyView, response: Pick<Response, 'answers'>): string {
  const { language } = view;
  const { done }: PageTexts = pageTexts[language];
  const thanks = view.thanks === undefined ? escapeHtml(done.text) : worded(view.thanks, language);
  const answers = view.questions.map((question) => {
    const given = answerTo(response, question.id);
    const said = given === undefined ? done.none : describeAnswer(question, given.value);
    return `<dt>${worded(question.text, language)}</dt><dd>${escapeLines(said)}</dd>`;
  });
  return document(
    { text: done.title, language },
    language,
    `<p>${thanks}</p><h2>${escapeHtml(done.answers)}</h2><dl>${answers.join('')}</dl>`,
  );
}

function document(title: Wording, language: Language, body: string): string {
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeHtml(title.text)}</title><style>${style}</style></head>` +
    `<body><main><h1>${worded(title, language)}</h1>${body}</main></body></html>`
  );
}

/** A text in a page, with its own language where that is another one. */
function worded({ text, language }: Wording, ofPage: Language): string {
  const html = escapeLines(text);
  return language === ofPage ? html : `<span lang="${language}">${html}</span>`;
}

/** Every error with a link to its question, read out when the page comes back. */
function errorSummary({ errors, view }: SurveyForm, texts: PageTexts): string {
  if (errors === undefined || errors.size === 0) return '';
  const wrong = view.questions.filter(({ id }) => errors.has(id));
  const links = wrong.map(({ id, text }) => `<li><a href="#q-${id}">${worded(text, view.language)}</a></li>`);
  return `<div class="box error" role="alert"><p>${escapeHtml(texts.errors.title)}</p><ul>${links.join('')}</ul></div>`;
}

function questionHtml(question: QuestionView, form: SurveyForm, texts: PageTexts): string {
  const { id, type, compulsory, help, ends } = question;
  const { language } = form.view;
  const error = form.errors?.get(id);
  const described = [help && `help-${id}`, ends && `ends-${id}`, error && `error-${id}`]
    .filter((each) => each !== undefined)
    .join(' ');
  const note = ` <span class="note">(${escapeHtml(compulsory ? texts.compulsory : texts.optional)})</span>`;
  const attributes =
    (described === '' ? '' : ` aria-describedby="${described}"`) +
    (error === undefined ? '' : ' aria-invalid="true"');
  const around = [
    help === undefined ? '' : `<p id="help-${id}" class="note">${worded(help, language)}</p>`,
    error === undefined ? '' : `<p id="error-${id}" class="error">${escapeHtml(texts.errors[error])}</p>`,
  ].join('');
  const label = `${worded(question.text, language)}${note}`;
  const save =
    `<button type="submit" name="do" value="save:${id}" aria-describedby="label-${id}">` +
    `${escapeHtml(texts.save)}</button>`;
  const values = shownValues(question, form);
  if (type === 'text') {
    const [text = ''] = values;
    return (
      `<div class="text" id="q-${id}"><label class="question" for="field-${id}"><span id="label-${id}">${label}</span></label>${around}` +
      `<p><textarea id="field-${id}" name="q.${id}" rows="4" maxlength="${longestAnswer}"${attributes}>` +
      // The first line break after the tag is not part of its text.
      `\n${escapeHtml(text)}</textarea></p>${save}</div>`
    );
  }
  const several = type === 'several-choices';
  const options = question.options.map((option) => optionHtml(option, { id, several, values, language }));
  const list = type === 'rating' || type === 'yes-no' ? '' : ' list';
  // Tells a page on which nothing is ticked from one that did not show the question.
  const shown = several ? `<input type="hidden" name="q.${id}" value="">` : '';
  return (
    `<fieldset id="q-${id}"${several ? '' : ' role="radiogroup"'}${compulsory && !several ? ' aria-required="true"' : ''}${attributes}>` +
    `<legend><span id="label-${id}">${label}</span></legend>${around}` +
    `<div class="options${list}">${options.join('')}</div>${endsHtml(question, language)}${shown}${save}</fieldset>`
  );
}

function optionHtml(
  { value, label }: OptionView,
  of: { id: string; several: boolean; values: readonly string[]; language: Language },
): string {
  const { id, several, values, language } = of;
  const checked = values.includes(value) ? ' checked' : '';
  const kind = several ? 'checkbox' : 'radio';
  return (
    `<label for="field-${id}-${value}"><input type="${kind}" id="field-${id}-${value}" name="q.${id}" ` +
    `value="${value}"${checked}> ${worded(label, language)}</label>`
  );
}

function endsHtml({ id, ends, options }: QuestionView, language: Language): string {
  if (ends === undefined) return '';
  const side = (end: Wording | undefined, option: OptionView | undefined) =>
    end === undefined || option === undefined
      ? '<span></span>'
      : `<span>${escapeHtml(option.value)} = ${worded(end, language)}</span>`;
  const [low, high] = [side(ends.low, options[0]), side(ends.high, options.at(-1))];
  return `<p id="ends-${id}" class="ends note">${low}${high}</p>`;
}

/** What a question shows as given: what was sent just now and not kept, else what is kept, else what a link chose. */
function shownValues({ id }: QuestionView, { sent, response, chosen }: SurveyForm): readonly string[] {
  const now = sent?.get(id);
  if (now !== undefined) return now;
  if (chosen?.question === id) return [chosen.rating];
  const kept = answerTo(response, id);
  return kept === undefined ? [] : formValues(kept.value);
}
