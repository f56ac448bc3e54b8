import * as z from 'zod/mini';
import { number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { assertNever } from '../kernel/assert-never.ts';
import { scales, type AnswerCondition, type Question } from './question.ts';

/** Longest text of an answer, in characters. */
export const longestAnswer = 5_000;

/** What a client said: a rating, ids of choices, yes or no, or a text. */
const answerValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rating'), rating: number }),
  z.object({ type: z.literal('one-choice'), choice: text }),
  z.object({ type: z.literal('several-choices'), choices: z.array(text) }),
  z.object({ type: z.literal('yes-no'), yes: z.boolean() }),
  z.object({ type: z.literal('text'), text }),
]);
export type AnswerValue = z.output<typeof answerValue>;

/** One answered question (C1). */
export const answer = z.object({ question: text, value: answerValue, at: instant });
export type Answer = z.output<typeof answer>;

/** How a page names yes and no. */
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** What was given for a question: an answer; nothing, so that one given before is taken back; or what is wrong with it. */
export type ReadAnswer =
  | { kind: 'answer'; value: AnswerValue }
  | { kind: 'none' }
  | { kind: 'wrong'; why: 'not-offered' | 'too-long' };

const notOffered: ReadAnswer = { kind: 'wrong', why: 'not-offered' };

/** Reads what a page sent for a question, as the texts of its fields. */
export function readAnswer(question: Question, given: readonly string[]): ReadAnswer {
  const [first = ''] = given;
  switch (question.type) {
    case 'rating': {
      if (first === '') return { kind: 'none' };
      const { from, to } = scales[question.scale];
      const rating = /^\d{1,2}$/.test(first) ? Number(first) : Number.NaN;
      return rating >= from && rating <= to
        ? { kind: 'answer', value: { type: 'rating', rating } }
        : notOffered;
    }
    case 'one-choice':
      if (first === '') return { kind: 'none' };
      return question.choices.some(({ id }) => id === first)
        ? { kind: 'answer', value: { type: 'one-choice', choice: first } }
        : notOffered;
    case 'several-choices': {
      const asked = new Set(given.filter((each) => each !== ''));
      const choices = question.choices.map(({ id }) => id).filter((id) => asked.has(id));
      if (choices.length < asked.size) return notOffered;
      return choices.length === 0
        ? { kind: 'none' }
        : { kind: 'answer', value: { type: 'several-choices', choices } };
    }
    case 'yes-no': {
      if (first === '') return { kind: 'none' };
      const yes = yesNo[first];
      return yes === undefined ? notOffered : { kind: 'answer', value: { type: 'yes-no', yes } };
    }
    case 'text': {
      const said = cleaned(first);
      if (said === '') return { kind: 'none' };
      if (said.length > longestAnswer) return { kind: 'wrong', why: 'too-long' };
      return { kind: 'answer', value: { type: 'text', text: said } };
    }
    default:
      return assertNever(question);
  }
}

/** Line breaks as `\n`, no other control character, nothing around it. */
function cleaned(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .trim();
}

/** Whether two answers say the same. */
export function saysTheSame(one: AnswerValue | undefined, other: AnswerValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether an answer meets a condition of its question (C1). */
export function meetsCondition(value: AnswerValue, when: AnswerCondition): boolean {
  switch (when.is) {
    case 'at-most':
      return value.type === 'rating' && value.rating <= when.value;
    case 'one-of': {
      const chosen =
        value.type === 'one-choice' ? [value.choice] : value.type === 'several-choices' ? value.choices : [];
      return chosen.some((id) => when.choices.includes(id));
    }
    case 'yes':
      return value.type === 'yes-no' && value.yes;
    case 'no':
      return value.type === 'yes-no' && !value.yes;
    default:
      return assertNever(when);
  }
}
