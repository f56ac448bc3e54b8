import { assertNever } from '../kernel/assert-never.ts';
import type { Language } from '../kernel/language.ts';
import type { AnswerValue } from './answer.ts';
import { wordingFor, type Wording } from './localized-text.ts';
import { pageTexts } from './page-texts.ts';
import { ratingsOf, type Question } from './question.ts';
import type { SurveyVersion } from './survey.ts';

/** One of the answers that a page offers. */
export type OptionView = { value: string; label: Wording };

/** A question as a client reads it. */
export type QuestionView = {
  id: string;
  type: Question['type'];
  text: Wording;
  help: Wording | undefined;
  compulsory: boolean;
  /** What can be chosen; none: a text is written. */
  options: OptionView[];
  ends: { low: Wording | undefined; high: Wording | undefined } | undefined;
};

/** A survey as a client reads it (C1). */
export type SurveyView = {
  language: Language;
  title: Wording;
  introduction: Wording | undefined;
  thanks: Wording | undefined;
  questions: QuestionView[];
};

/** The survey in the words of a client: each text in the own language, else that of the organisation, else the first given. */
export function surveyView(
  {
    title,
    introduction,
    thanks,
    questions,
  }: Pick<SurveyVersion, 'title' | 'introduction' | 'thanks' | 'questions'>,
  of: { client: Language; organisation: Language },
): SurveyView {
  const { client: language, organisation } = of;
  const say = (words: Parameters<typeof wordingFor>[0]) => wordingFor(words, language, organisation);
  const said = (words: Parameters<typeof wordingFor>[0]): Wording => say(words) ?? { text: '', language };
  return {
    language,
    title: said(title),
    introduction: say(introduction),
    thanks: say(thanks),
    questions: questions.map((question): QuestionView => {
      const { id, type, text, help, compulsory } = question;
      const ends = question.type === 'rating' ? question.ends : undefined;
      return {
        id,
        type,
        text: said(text),
        help: say(help),
        compulsory,
        options: optionsOf(question, language, said),
        ends: ends && { low: say(ends.low), high: say(ends.high) },
      };
    }),
  };
}

function optionsOf(
  question: Question,
  language: Language,
  said: (words: Parameters<typeof wordingFor>[0]) => Wording,
): OptionView[] {
  switch (question.type) {
    case 'rating':
      return ratingsOf(question.scale).map((rating) => ({
        value: String(rating),
        label: { text: String(rating), language },
      }));
    case 'one-choice':
    case 'several-choices':
      return question.choices.map(({ id, label }) => ({ value: id, label: said(label) }));
    case 'yes-no':
      return (['yes', 'no'] as const).map((value) => ({
        value,
        label: { text: pageTexts[language][value], language },
      }));
    case 'text':
      return [];
    default:
      return assertNever(question);
  }
}

/** An answer as the texts that a form would send for it. */
export function formValues(value: AnswerValue): string[] {
  switch (value.type) {
    case 'rating':
      return [String(value.rating)];
    case 'one-choice':
      return [value.choice];
    case 'several-choices':
      return value.choices;
    case 'yes-no':
      return [value.yes ? 'yes' : 'no'];
    case 'text':
      return [value.text];
    default:
      return assertNever(value);
  }
}

/** An answer as people read it, in the words of a survey. */
export function describeAnswer({ options }: Pick<QuestionView, 'options'>, value: AnswerValue): string {
  if (value.type === 'text') return value.text;
  return formValues(value)
    .map((each) => options.find((option) => option.value === each)?.label.text ?? each)
    .join(', ');
}
