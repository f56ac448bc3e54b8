import * as z from 'zod/mini';
import { number, text } from '../kernel/shapes.ts';
import { localizedText } from './localized-text.ts';

/** The scales of ratings, with their ends. */
export const scales = { '0-10': { from: 0, to: 10 }, '1-5': { from: 1, to: 5 } } as const;
export type Scale = keyof typeof scales;

const choice = z.object({ id: text, label: localizedText });
/** One of the answers that a question offers. */
export type Choice = z.output<typeof choice>;

/** What an answer is compared with: a rating of at most so much, a choice, or yes or no. */
const condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('at-most'), value: number }),
  z.object({ is: z.literal('one-of'), choices: z.array(text) }),
  z.object({ is: z.literal('yes') }),
  z.object({ is: z.literal('no') }),
]);
export type AnswerCondition = z.output<typeof condition>;

/** What some answers of a question mean beside what they say (C1). */
const signal = z.object({
  /** `warning`: somebody has to look after the client at once; `service-request`: the client asks for something more (C5). */
  kind: z.enum(['warning', 'service-request']),
  /** Which answers. */
  when: condition,
});

const every = {
  /** 1 to 8 of `[a-z0-9]`, unique in the survey and stable over its versions. */
  id: text,
  text: localizedText,
  /** What explains the question. */
  help: z.optional(localizedText),
  /** A survey is complete only with an answer to it. */
  compulsory: z.boolean(),
  signal: z.optional(signal),
};

/** One question of a survey (C1). */
export const question = z.discriminatedUnion('type', [
  z.object({
    ...every,
    type: z.literal('rating'),
    scale: z.enum(['0-10', '1-5']),
    /** Exactly one of a survey: it says how satisfied the client is. */
    satisfaction: z.optional(z.boolean()),
    /** What the two ends of the scale mean. */
    ends: z.optional(z.object({ low: localizedText, high: localizedText })),
  }),
  z.object({ ...every, type: z.literal('one-choice'), choices: z.array(choice) }),
  z.object({ ...every, type: z.literal('several-choices'), choices: z.array(choice) }),
  z.object({ ...every, type: z.literal('yes-no') }),
  z.object({ ...every, type: z.literal('text') }),
]);
export type Question = z.output<typeof question>;
export type Rating = Extract<Question, { type: 'rating' }>;

/** The kinds of questions. */
export const questionTypes = ['rating', 'one-choice', 'several-choices', 'yes-no', 'text'] as const;

/** The ratings that a scale offers, from its lowest. */
export function ratingsOf(scale: Scale): number[] {
  const { from, to } = scales[scale];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The question that says how satisfied the client is; undefined in a draft alone. */
export function satisfactionQuestion(questions: readonly Question[]): Rating | undefined {
  return questions.find((each): each is Rating => each.type === 'rating' && each.satisfaction === true);
}
