import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { enrollmentIdText, leadIdText, number, sequenceIdText, text, userIdText } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { maxInstant } from '../time/instants.ts';
import { answer, meetsCondition, saysTheSame, type Answer, type ReadAnswer } from './answer.ts';
import { satisfactionQuestion, type Question } from './question.ts';

/** What a response can have somebody alerted of (C5). */
export const alertKinds = ['warning', 'unhappy-client', 'service-request'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** That a response raised an alert: once, whatever becomes of the answer since. */
const alert = z.object({
  kind: z.enum(alertKinds),
  at: instant,
  /** The question whose answer raised it. */
  question: text,
});
export type Alert = z.output<typeof alert>;

/**
 * One client's answers to one invitation (C1). Its id is that of the enrollment that invites. It begins empty, when
 * employees are named at enrolling, or with the first answer; each answer changes it until it is completed, after which
 * nothing does.
 */
export const response = z.object({
  organisation: text,
  id: enrollmentIdText,
  revision: number,
  leadId: leadIdText,
  sequenceId: sequenceIdText,
  /** On whose behalf it was sent. */
  userId: userIdText,
  /** The lead's owner when it began. */
  ownerId: userIdText,
  surveyId: text,
  /** The version that it answers, settled by the first answer; 0 before it. */
  surveyVersion: number,
  /** Users whose work it is about, named when the client was enrolled (C6). */
  employees: z.array(text),
  /** In the order of the questions. */
  answers: z.array(answer),
  /** Ids of the questions that its last change answered anew (C7). */
  changed: z.array(text),
  /** Raised so far, each kind once (C5). */
  alerts: z.array(alert),
  /** The first answer. */
  begunAt: z.optional(instant),
  completedAt: z.optional(instant),
  changedAt: instant,
});
export type Response = z.output<typeof response>;

/** Most characters of all answers of a response together, so that it fits one stored item. */
const mostCharacters = 60_000;

/** A response before anything was said. */
export function blankResponse(
  of: Pick<
    Response,
    'organisation' | 'id' | 'leadId' | 'sequenceId' | 'userId' | 'ownerId' | 'surveyId' | 'employees'
  >,
  now: Instant,
): Response {
  return {
    ...of,
    revision: 0,
    surveyVersion: 0,
    answers: [],
    changed: [],
    alerts: [],
    changedAt: now,
  };
}

/** The answer to a question, if it was given. */
export function answerTo({ answers }: Pick<Response, 'answers'>, questionId: string): Answer | undefined {
  return answers.find(({ question }) => question === questionId);
}

/** What a page sent, read: for each question that it showed. */
export type Given = ReadonlyMap<string, ReadAnswer>;

/** What answering comes to. `unchanged`: everything was said before. */
export type Answering =
  | { kind: 'answered'; response: Response }
  | { kind: 'unchanged' }
  /** It is completed, and takes nothing more. */
  | { kind: 'closed' }
  /** All answers together are too long to be kept. */
  | { kind: 'too-long' };

/**
 * Keeps what was given (C1): new answers and changed ones, and takes back those that were emptied; what the page did not
 * show, or what is wrong, stays as it was. A warning and a request for service are raised with the answer that does, once
 * each (C5).
 */
export function giveAnswers(
  before: Response,
  version: { number: number; questions: readonly Question[] },
  given: Given,
  now: Instant,
): Answering {
  if (before.completedAt !== undefined) return { kind: 'closed' };
  const changed: string[] = [];
  const answers = version.questions.flatMap((question): Answer[] => {
    const said = given.get(question.id);
    const old = answerTo(before, question.id);
    const kept = old === undefined ? [] : [old];
    if (said === undefined || said.kind === 'wrong') return kept;
    if (said.kind === 'none') return [];
    if (saysTheSame(old?.value, said.value)) return kept;
    changed.push(question.id);
    return [{ question: question.id, value: said.value, at: now }];
  });
  const tookBack = answers.length < before.answers.length;
  if (changed.length === 0 && !tookBack) return { kind: 'unchanged' };
  if (JSON.stringify(answers).length > mostCharacters) return { kind: 'too-long' };
  const after: Response = {
    ...before,
    surveyVersion: version.number,
    answers,
    changed,
    begunAt: before.begunAt ?? now,
    changedAt: now,
  };
  return { kind: 'answered', response: withAlerts(after, signalled(after, version.questions), now) };
}

/** Compulsory questions without an answer, in their order: what is missing before it is complete. */
function missingIn(response: Pick<Response, 'answers'>, questions: readonly Question[]): Question[] {
  return questions.filter(({ id, compulsory }) => compulsory && answerTo(response, id) === undefined);
}

/** What sending a response off comes to (C1). */
export type Completing =
  | { kind: 'completed'; response: Response }
  /** It was completed before. */
  | { kind: 'closed' }
  | { kind: 'missing'; questions: Question[] };

/**
 * Completes a response: from now on it takes nothing more. A client whose satisfaction is under the threshold is unhappy
 * (C5).
 *
 * @param unhappyBelow undefined: nobody is called unhappy
 */
export function completeResponse(
  before: Response,
  version: { number: number; questions: readonly Question[] },
  unhappyBelow: number | undefined,
  now: Instant,
): Completing {
  if (before.completedAt !== undefined) return { kind: 'closed' };
  const questions = missingIn(before, version.questions);
  if (questions.length > 0) return { kind: 'missing', questions };
  const score = satisfactionOf(before, version.questions);
  const asked = satisfactionQuestion(version.questions);
  const isUnhappy = score !== undefined && unhappyBelow !== undefined && score < unhappyBelow;
  const raised: Omit<Alert, 'at'>[] =
    isUnhappy && asked !== undefined ? [{ kind: 'unhappy-client', question: asked.id }] : [];
  const completed = {
    ...before,
    surveyVersion: version.number,
    changed: [],
    begunAt: before.begunAt ?? now,
    completedAt: now,
    changedAt: now,
  };
  return { kind: 'completed', response: withAlerts(completed, raised, now) };
}

/** When the client last said something, or sent it off; undefined: nothing was said. */
export function lastSaidAt({ begunAt, completedAt, answers }: Response): Instant | undefined {
  const said = [begunAt, completedAt, ...answers.map(({ at }) => at)].filter((at) => at !== undefined);
  const [first, ...others] = said;
  return first === undefined ? undefined : maxInstant(first, ...others);
}

/**
 * A response that no longer says what was answered (F9): that it was begun and completed, for whom and on whose behalf
 * stays, by which it is counted, and takes nothing more.
 */
export function withoutAnswers(response: Response, now: Instant): Response {
  return { ...response, answers: [], changed: [], changedAt: now };
}

/** How satisfied the client is, on the scale of the question; undefined: it was not answered. */
export function satisfactionOf(
  response: Pick<Response, 'answers'>,
  questions: readonly Question[],
): number | undefined {
  const asked = satisfactionQuestion(questions);
  const given = asked && answerTo(response, asked.id);
  return given?.value.type === 'rating' ? given.value.rating : undefined;
}

/** The texts that the client wrote, in the order of the questions. */
export function wordsOf(response: Pick<Response, 'answers'>): string[] {
  return response.answers.flatMap(({ value }) => (value.type === 'text' ? [value.text] : []));
}

/** The signals that the answers of a response give. */
function signalled(response: Response, questions: readonly Question[]): Omit<Alert, 'at'>[] {
  return questions.flatMap(({ id, signal }) => {
    const given = answerTo(response, id);
    return signal !== undefined && given !== undefined && meetsCondition(given.value, signal.when)
      ? [{ kind: signal.kind, question: id }]
      : [];
  });
}

/** The response with alerts that it has not raised before: each kind once, by its first question. */
function withAlerts(of: Response, raised: readonly Omit<Alert, 'at'>[], now: Instant): Response {
  const alerts = [...of.alerts];
  for (const one of raised) {
    if (!alerts.some(({ kind }) => kind === one.kind)) alerts.push({ ...one, at: now });
  }
  return { ...of, alerts };
}
