import type { Zone } from '../kernel/instant.ts';
import { localDate } from '../time/zones.ts';
import { formValues } from './survey-view.ts';
import { answerTo, satisfactionOf, type Response } from './response.ts';
import { satisfactionQuestion, scales, type Question, type Scale } from './question.ts';

/** How satisfied clients are: how many said so, their mean, and of the scale 0–10 the Net Promoter Score. */
export type Satisfaction = {
  count: number;
  mean?: number | undefined;
  /** Share of 9 and 10 minus share of 0 to 6, in percent from −100 to 100. */
  nps?: number | undefined;
};

/** Counts of some responses, and how satisfied they are. */
export type Figures = { begun: number; completed: number; satisfaction: Satisfaction };

/** How often each answer to a question was given; several choices count each. */
export type QuestionFigures = {
  question: string;
  type: Question['type'];
  /** Responses that answer it. */
  count: number;
  mean?: number | undefined;
  /** By what a form would send: a rating, the id of a choice, yes or no. Of texts there are none. */
  distribution: Record<string, number>;
};

/** What clients answered, counted (C1): as a whole, by question, sequence, employee and month. */
export type Results = Figures & {
  questions: QuestionFigures[];
  bySequence: (Figures & { sequence: string })[];
  /** Of the employees concerned, else of the owner of the lead. */
  byEmployee: (Figures & { employee: string })[];
  /** By the month in which they began, `2027-03`. */
  byMonth: (Figures & { month: string })[];
};

/** What of responses is looked at. What is left out does not matter. */
export type ResponseFilter = {
  sequence?: string | undefined;
  employee?: string | undefined;
  month?: string | undefined;
  completed?: boolean | undefined;
  /** Only who answered this question, with `value` so. */
  question?: string | undefined;
  value?: string | undefined;
};

/** The users whose work a response is about: those named, else the owner of the lead (C6). */
export function employeesOf({ employees, ownerId }: Pick<Response, 'employees' | 'ownerId'>): string[] {
  return employees.length > 0 ? employees : [ownerId];
}

/** The month in which a response began, `2027-03`; undefined: it has not. */
function monthOf({ begunAt }: Pick<Response, 'begunAt'>, zone: Zone): string | undefined {
  return begunAt === undefined ? undefined : localDate(begunAt, zone).slice(0, 7);
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
    questions: questions.map((question) => questionFigures(question, responses)),
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
  const scores = responses.flatMap((response) => satisfactionOf(response, questions) ?? []);
  return {
    begun: responses.length,
    completed: responses.filter(({ completedAt }) => completedAt !== undefined).length,
    satisfaction: {
      count: scores.length,
      mean: meanOf(scores),
      nps: scale === '0-10' ? netPromoterScore(scores) : undefined,
    },
  };
}

/** The Net Promoter Score of ratings from 0 to 10, one decimal; undefined: there are none. */
export function netPromoterScore(ratings: readonly number[]): number | undefined {
  if (ratings.length === 0) return undefined;
  const promoters = ratings.filter((rating) => rating >= 9).length;
  const detractors = ratings.filter((rating) => rating <= 6).length;
  return Math.round(((promoters - detractors) * 1_000) / ratings.length) / 10;
}

function meanOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  return Math.round((sum * 100) / values.length) / 100;
}

function questionFigures(question: Question, responses: readonly Response[]): QuestionFigures {
  const distribution: Record<string, number> = {};
  for (const value of offered(question)) distribution[value] = 0;
  const ratings: number[] = [];
  let count = 0;
  for (const response of responses) {
    const given = answerTo(response, question.id);
    // A version may ask another kind of question under the same id.
    if (given?.value.type !== question.type) continue;
    count += 1;
    if (given.value.type === 'text') continue;
    if (given.value.type === 'rating') ratings.push(given.value.rating);
    for (const value of formValues(given.value)) distribution[value] = (distribution[value] ?? 0) + 1;
  }
  return { question: question.id, type: question.type, count, mean: meanOf(ratings), distribution };
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
