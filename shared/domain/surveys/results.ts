import * as z from 'zod/mini';
import type { Zone } from '../kernel/instant.ts';
import { number, text } from '../kernel/shapes.ts';
import { localDate } from '../time/zones.ts';
import { formValues } from './survey-view.ts';
import { answerTo, satisfactionOf, type Response } from './response.ts';
import { questionTypes, satisfactionQuestion, scales, type Question, type Scale } from './question.ts';

/** How satisfied clients are: how many said so, their mean, and of the scale 0–10 the Net Promoter Score. */
const satisfaction = z.object({
  count: number,
  mean: z.optional(number),
  /** Share of 9 and 10 minus share of 0 to 6, in percent from −100 to 100. */
  nps: z.optional(number),
  /** How often each rating was given, of those that were: mean and score follow from it. */
  distribution: z.record(text, number),
});

/** Counts of some responses, and how satisfied they are. */
const figures = z.object({ begun: number, completed: number, satisfaction });
export type Figures = z.output<typeof figures>;

/** How often each answer to a question was given; several choices count each. */
const questionFigures = z.object({
  question: text,
  type: z.enum(questionTypes),
  /** Responses that answer it. */
  count: number,
  mean: z.optional(number),
  /** By what a form would send: a rating, the id of a choice, yes or no. Of texts there are none. */
  distribution: z.record(text, number),
});
export type QuestionFigures = z.output<typeof questionFigures>;

/** What clients answered, counted (C1): as a whole, by question, sequence, employee and month. */
export const surveyFigures = z.object({
  ...figures.shape,
  questions: z.array(questionFigures),
  bySequence: z.array(z.object({ ...figures.shape, sequence: text })),
  /** Of the employees concerned, else of the owner of the lead. */
  byEmployee: z.array(z.object({ ...figures.shape, employee: text })),
  /** By the month in which they began, `2027-03`. */
  byMonth: z.array(z.object({ ...figures.shape, month: text })),
});
export type Results = z.output<typeof surveyFigures>;

/** What of responses is looked at. What is left out does not matter. */
export const responseFilter = z.object({
  sequence: z.optional(text),
  employee: z.optional(text),
  month: z.optional(text),
  completed: z.optional(z.boolean()),
  /** Only who answered this question, with `value` so. */
  question: z.optional(text),
  value: z.optional(text),
});
export type ResponseFilter = z.output<typeof responseFilter>;

/** The users whose work a response is about: those named, else the owner of the lead (C6). */
export function employeesOf({ employees, ownerId }: Pick<Response, 'employees' | 'ownerId'>): string[] {
  return employees.length > 0 ? employees : [ownerId];
}

/** The month in which a response began, `2027-03`; undefined: it has not. */
function monthOf({ begunAt }: Pick<Response, 'begunAt'>, zone: Zone): string | undefined {
  return begunAt === undefined ? undefined : localDate(begunAt, zone).slice(0, 7);
}

/**
 * Between which moments of their beginning, as texts, the responses of a month lie, in whatever zone: its own days and some
 * of those before and after it.
 */
export function monthRange(month: string): { from: string; upTo: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const nameOf = (months: number) =>
    `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
  const index = year * 12 + number - 1;
  return { from: `${nameOf(index - 1)}-2`, upTo: `${nameOf(index + 1)}-0` };
}

/** Whether a response is among those that a filter asks for: who is behind a figure (C1). */
export function isAmong(response: Response, filter: ResponseFilter, zone: Zone): boolean {
  const { sequence, employee, month, completed, question, value } = filter;
  if (sequence !== undefined && response.sequenceId !== sequence) return false;
  if (employee !== undefined && !employeesOf(response).includes(employee)) return false;
  if (month !== undefined && monthOf(response, zone) !== month) return false;
  if (completed !== undefined && (response.completedAt !== undefined) !== completed) return false;
  if (question === undefined) return true;
  const given = answerTo(response, question);
  return given !== undefined && (value === undefined || formValues(given.value).includes(value));
}

/** Counts responses that have begun. @param questions those of the latest version, in their order */
export function resultsOf(
  responses: readonly Response[],
  questions: readonly Question[],
  zone: Zone,
): Results {
  const asked = satisfactionQuestion(questions);
  const figures = (some: readonly Response[]) => figuresOf(some, questions, asked?.scale);
  const groups = (keysOf: (response: Response) => readonly string[]) => {
    const byKey = new Map<string, Response[]>();
    for (const response of responses) {
      for (const key of keysOf(response)) {
        const group = byKey.get(key);
        if (group === undefined) byKey.set(key, [response]);
        else group.push(response);
      }
    }
    return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1));
  };
  const month = (response: Response) => [monthOf(response, zone) ?? ''];
  return {
    ...figures(responses),
    questions: questions.map((question) => figuresOfQuestion(question, responses)),
    bySequence: groups(({ sequenceId }) => [sequenceId]).map(([sequence, some]) => ({
      sequence,
      ...figures(some),
    })),
    byEmployee: groups(employeesOf).map(([employee, some]) => ({ employee, ...figures(some) })),
    byMonth: groups(month).map(([key, some]) => ({
      month: key,
      ...figures(some),
    })),
  };
}

function figuresOf(
  responses: readonly Response[],
  questions: readonly Question[],
  scale: Scale | undefined,
): Figures {
  const distribution: Distribution = {};
  for (const response of responses) {
    const rating = satisfactionOf(response, questions);
    if (rating !== undefined) distribution[rating] = (distribution[rating] ?? 0) + 1;
  }
  return {
    begun: responses.length,
    completed: responses.filter(({ completedAt }) => completedAt !== undefined).length,
    satisfaction: satisfactionFrom(distribution, scale === '0-10'),
  };
}

/** How often each value was given. */
type Distribution = Record<string, number>;

function satisfactionFrom(distribution: Distribution, scores: boolean): Figures['satisfaction'] {
  const nps = scores ? netPromoterScore(distribution) : undefined;
  return { count: countOf(distribution), mean: meanOf(distribution), nps, distribution };
}

/** The Net Promoter Score of ratings from 0 to 10, one decimal; undefined: there are none. */
export function netPromoterScore(ratings: Distribution): number | undefined {
  const count = countOf(ratings);
  if (count === 0) return undefined;
  const promoters = countOf(ratings, (rating) => rating >= 9);
  const detractors = countOf(ratings, (rating) => rating <= 6);
  return Math.round(((promoters - detractors) * 1_000) / count) / 10;
}

function countOf(ratings: Distribution, among: (rating: number) => boolean = () => true): number {
  return Object.entries(ratings).reduce(
    (sum, [rating, times]) => sum + (among(Number(rating)) ? times : 0),
    0,
  );
}

function meanOf(ratings: Distribution): number | undefined {
  const count = countOf(ratings);
  if (count === 0) return undefined;
  const sum = Object.entries(ratings).reduce((total, [rating, times]) => total + Number(rating) * times, 0);
  return Math.round((sum * 100) / count) / 100;
}

/**
 * The results of responses that were counted in two lots, by the questions of one version: exactly those of all at once,
 * since everything in them follows from counts.
 */
export function joinResults(first: Results, second: Results): Results {
  return {
    ...joinFigures(first, second),
    questions: first.questions.map((one, index) => joinQuestion(one, second.questions[index])),
    bySequence: joinBy(first.bySequence, second.bySequence, ({ sequence }) => sequence),
    byEmployee: joinBy(first.byEmployee, second.byEmployee, ({ employee }) => employee),
    byMonth: joinBy(first.byMonth, second.byMonth, ({ month }) => month),
  };
}

function joinBy<Group extends Figures>(
  first: readonly Group[],
  second: readonly Group[],
  keyOf: (group: Group) => string,
): Group[] {
  const byKey = new Map(first.map((group) => [keyOf(group), group]));
  for (const group of second) {
    const known = byKey.get(keyOf(group));
    byKey.set(keyOf(group), known === undefined ? group : { ...known, ...joinFigures(known, group) });
  }
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function joinFigures(first: Figures, second: Figures): Figures {
  const [a, b] = [first.satisfaction, second.satisfaction];
  return {
    begun: first.begun + second.begun,
    completed: first.completed + second.completed,
    satisfaction: satisfactionFrom(
      joinDistributions(a.distribution, b.distribution),
      (a.nps ?? b.nps) !== undefined,
    ),
  };
}

function joinQuestion(first: QuestionFigures, second: QuestionFigures | undefined): QuestionFigures {
  if (second === undefined) return first;
  const distribution = joinDistributions(first.distribution, second.distribution);
  const mean = first.type === 'rating' ? meanOf(distribution) : undefined;
  return { ...first, count: first.count + second.count, mean, distribution };
}

function joinDistributions(first: Distribution, second: Distribution): Distribution {
  const joined = { ...first };
  for (const [value, times] of Object.entries(second)) joined[value] = (joined[value] ?? 0) + times;
  return joined;
}

function figuresOfQuestion(question: Question, responses: readonly Response[]): QuestionFigures {
  const distribution: Distribution = {};
  for (const value of offered(question)) distribution[value] = 0;
  let count = 0;
  for (const response of responses) {
    const given = answerTo(response, question.id);
    // A version may ask another kind of question under the same id.
    if (given?.value.type !== question.type) continue;
    count += 1;
    if (given.value.type === 'text') continue;
    for (const value of formValues(given.value)) distribution[value] = (distribution[value] ?? 0) + 1;
  }
  const mean = question.type === 'rating' ? meanOf(distribution) : undefined;
  return { question: question.id, type: question.type, count, mean, distribution };
}

function offered(question: Question): string[] {
  switch (question.type) {
    case 'rating': {
      const { from, to } = scales[question.scale];
      return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
    }
    case 'one-choice':
    case 'several-choices':
      return question.choices.map(({ id }) => id);
    case 'yes-no':
      return ['yes', 'no'];
    case 'text':
      return [];
  }
}
