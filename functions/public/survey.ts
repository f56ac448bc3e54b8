import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Language } from '#shared/domain/kernel/language.ts';
import { readAnswer } from '#shared/domain/surveys/answer.ts';
import { pageTexts } from '#shared/domain/surveys/page-texts.ts';
import { satisfactionQuestion } from '#shared/domain/surveys/question.ts';
import { surveyView } from '#shared/domain/surveys/survey-view.ts';
import type { SurveyLink } from '#shared/domain/tracking/link-token.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';
import type { Answered, Sent } from '#shared/use-cases/surveys/answer-survey.ts';
import type { OpenSurvey } from '#shared/use-cases/surveys/open-survey.ts';
import { preferredLanguage } from './preferred-language.ts';
import { surveyDonePage, surveyFormPage, surveyPageHeaders, type SurveyForm } from './survey-page.ts';
import { publicPage, unsubscribePageHeaders } from './unsubscribe-page.ts';

type Of = Pick<SurveyLink, 'organisation' | 'enrollment'> & { now: Instant };

/** What the routes of surveys need. */
export type SurveyDependencies = {
  links: LinkSigner;
  now: () => Instant;
  open: (of: Of) => Promise<OpenSurvey | undefined>;
  answer: (request: Of & { sent: Sent; complete: boolean }) => Promise<Answered>;
};

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
type Route = (event: Event) => Promise<Answer>;

/** Longest form that is read, in bytes: all texts that a response keeps, each character as nine. */
const longestForm = 600_000;

/**
 * `GET` and `POST /s/{token}` (C1): reading the page answers nothing, so that link scanners do not; each button of its
 * form keeps what is given, and the last one sends it off.
 *
 * @param ask asked for at each request
 * @param failed told of what broke
 */
export function surveyRoute(
  ask: () => Promise<SurveyDependencies>,
  failed: (error: unknown) => void,
): { show: Route; perform: Route } {
  /** Whoever came here reads a page, in their language, also when something breaks. */
  const page =
    (work: (deps: SurveyDependencies, link: SurveyLink, event: Event) => Promise<Answer>): Route =>
    async (event) => {
      let language = preferredLanguage(event);
      try {
        const deps = await ask();
        const token = event.pathParameters?.['token'] ?? '';
        const reading = deps.links.readLink(token, 'survey', deps.now());
        if (reading.kind === 'invalid') return notice(404, language, 'invalid');
        ({ language } = reading.payload);
        if (reading.kind === 'expired') return notice(410, language, 'expired');
        return await work(deps, reading.payload, event);
      } catch (error) {
        failed(error);
        return notice(500, language, 'failed');
      }
    };

  return {
    show: page(async (deps, link, event) => {
      const open = await deps.open({ ...link, now: deps.now() });
      if (open === undefined) return notice(404, link.language, 'invalid');
      if (open.response.completedAt !== undefined) return done(open);
      const { v: rating = '', saved } = event.queryStringParameters ?? {};
      return form(200, open, { chosen: chosenRating(open, rating), saved: saved !== undefined });
    }),

    perform: page(async (deps, link, event) => {
      const body = bodyOf(event);
      if (body === undefined) return notice(413, link.language, 'tooLarge');
      const fields = new URLSearchParams(body);
      const [action, question = ''] = (fields.get('do') ?? '').split(':');
      const sent = sentIn(fields);
      const answered = await deps.answer({ ...link, sent, complete: action === 'send', now: deps.now() });
      switch (answered.kind) {
        case 'not-found':
          return notice(404, link.language, 'invalid');
        case 'saved': {
          const place = /^[a-z0-9]{1,8}$/.test(question) ? `#q-${question}` : '';
          return seeOther(`${addressOf(event)}?saved=1${place}`);
        }
        case 'completed':
        case 'closed':
          return seeOther(addressOf(event));
        case 'wrong': {
          const errors = new Map(Array.from(answered.errors, ([id, why]) => [id, errorNames[why]] as const));
          return form(422, answered.open, { errors, sent });
        }
        case 'too-long':
          return form(422, answered.open, { allTooLong: true, sent });
      }
    }),
  };
}

const errorNames = { missing: 'missing', 'not-offered': 'notOffered', 'too-long': 'tooLong' } as const;

function form(statusCode: number, open: OpenSurvey, more: Omit<SurveyForm, 'view' | 'response'>): Answer {
  const view = surveyView(open.version, open.languages);
  return shown(statusCode, view.language, surveyFormPage({ view, response: open.response, ...more }));
}

function done(open: OpenSurvey): Answer {
  const view = surveyView(open.version, open.languages);
  return shown(200, view.language, surveyDonePage(view, open.response));
}

const shown = (statusCode: number, language: Language, body: string): Answer => ({
  statusCode,
  headers: { ...surveyPageHeaders, 'Content-Language': language },
  body,
});

/** A page that says what is wrong with a link and nothing of what it led to. */
function notice(
  statusCode: number,
  language: Language,
  which: 'invalid' | 'expired' | 'failed' | 'tooLarge',
): Answer {
  return {
    statusCode,
    headers: { ...unsubscribePageHeaders, 'Content-Language': language },
    body: publicPage(language, pageTexts[language][which]),
  };
}

/** Back to the page, so that loading it again sends nothing twice. */
const seeOther = (location: string): Answer => ({
  statusCode: 303,
  headers: { ...surveyPageHeaders, Location: location },
});

/** The token was read, and needs no escaping. */
const addressOf = (event: Event): string => `/s/${event.pathParameters?.['token'] ?? ''}`;

/** A rating that a link of the message chose, where the client may still choose it. */
function chosenRating({ version }: OpenSurvey, rating: string): SurveyForm['chosen'] {
  const question = satisfactionQuestion(version.questions);
  if (question === undefined || rating === '') return undefined;
  const read = readAnswer(question, [rating]);
  return read.kind === 'answer' && read.value.type === 'rating'
    ? { question: question.id, rating: String(read.value.rating) }
    : undefined;
}

/** The form as it was sent; undefined: it is too long. */
function bodyOf({ body = '', isBase64Encoded }: Event): string | undefined {
  if (body.length > longestForm * 1.4) return undefined;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return text.length > longestForm ? undefined : text;
}

/** The fields of each question that the page showed. */
function sentIn(fields: URLSearchParams): Sent {
  const sent = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const [, id] = /^q\.([a-z0-9]{1,8})$/.exec(name) ?? [];
    if (id === undefined) continue;
    const values = sent.get(id);
    if (values === undefined) sent.set(id, [value]);
    else if (values.length <= 50) values.push(value);
  }
  return sent;
}
