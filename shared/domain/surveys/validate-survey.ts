import { languages } from '../kernel/language.ts';
import type { Problem } from '../kernel/problem.ts';
import { isWritten, type LocalizedText } from './localized-text.ts';
import { scales, type Question } from './question.ts';
import type { SurveyDraft } from './survey.ts';

/** Most questions of a survey, and most choices of one question. */
const mostQuestions = 50;
const mostChoices = 20;

/** Longest texts, in characters. */
const longest = {
  title: 200,
  introduction: 2_000,
  thanks: 2_000,
  text: 500,
  help: 1_000,
  label: 200,
  end: 100,
};

/** Most characters of all texts of a survey together, in all languages, so that it fits one stored item. */
const mostCharacters = 60_000;

/** Everything that keeps a draft from being published, each with what to mend; empty: it may be (C1). */
export function validateSurvey(draft: SurveyDraft): Problem[] {
  const { title, introduction, thanks, questions } = draft;
  return [
    ...wordProblems(['title'], title, 'The survey has no title', longest.title),
    ...lengthProblems(['introduction'], introduction, longest.introduction),
    ...lengthProblems(['thanks'], thanks, longest.thanks),
    ...countProblems(questions),
    ...questions.flatMap((question, index) => questionProblems(questions, question, index)),
    ...sizeProblems(draft),
  ];
}

function countProblems(questions: readonly Question[]): Problem[] {
  const path = ['questions'];
  if (questions.length === 0) return [{ path, message: 'The survey has no question: add at least one.' }];
  if (questions.length > mostQuestions) {
    const message = `The survey has ${questions.length} questions, ${mostQuestions} at most: take some out.`;
    return [{ path, message }];
  }
  const satisfaction = questions.filter((each) => each.type === 'rating' && each.satisfaction === true);
  if (satisfaction.length === 1) return [];
  const message =
    satisfaction.length === 0
      ? 'No rating says how satisfied the client is: mark one as the satisfaction question.'
      : `${satisfaction.length} ratings say how satisfied the client is: leave one.`;
  return [{ path, message }];
}

function questionProblems(questions: readonly Question[], question: Question, index: number): Problem[] {
  const path = ['questions', String(index)];
  const problems = wordProblems(
    [...path, 'text'],
    question.text,
    `Question ${index + 1} has no text`,
    longest.text,
  );
  problems.push(...lengthProblems([...path, 'help'], question.help, longest.help));
  if (!/^[a-z0-9]{1,8}$/.test(question.id))
    problems.push({
      path: [...path, 'id'],
      message: `Question ${index + 1} has the id “${question.id}”: use 1 to 8 of a–z and 0–9.`,
    });
  const twin = questions.findIndex(({ id }) => id === question.id);
  if (twin < index)
    problems.push({
      path: [...path, 'id'],
      message: `Question ${index + 1} has the same id as question ${twin + 1}: give it another.`,
    });
  if (question.type === 'rating' && question.ends !== undefined) {
    problems.push(...lengthProblems([...path, 'ends', 'low'], question.ends.low, longest.end));
    problems.push(...lengthProblems([...path, 'ends', 'high'], question.ends.high, longest.end));
  }
  if ('choices' in question) problems.push(...choiceProblems(question, index));
  return [...problems, ...signalProblems(question, index)];
}

function choiceProblems(question: Extract<Question, { choices: unknown }>, index: number): Problem[] {
  const path = ['questions', String(index), 'choices'];
  const { choices } = question;
  if (choices.length < 2 || choices.length > mostChoices) {
    const message = `Question ${index + 1} offers ${choices.length} choices: give it 2 to ${mostChoices}.`;
    return [{ path, message }];
  }
  return choices.flatMap(({ id, label }, at): Problem[] => {
    const own = [...path, String(at)];
    const problems = wordProblems([...own, 'label'], label, `Choice ${at + 1} has no label`, longest.label);
    if (!/^[a-z0-9]{1,8}$/.test(id))
      problems.push({ path: [...own, 'id'], message: `The id “${id}” is not 1 to 8 of a–z and 0–9.` });
    if (choices.findIndex((other) => other.id === id) < at)
      problems.push({ path: [...own, 'id'], message: `Another choice has the id “${id}”: give it its own.` });
    return problems;
  });
}

/** Which conditions an answer of each type can meet. */
const conditionsOf = {
  rating: ['at-most'],
  'one-choice': ['one-of'],
  'several-choices': ['one-of'],
  'yes-no': ['yes', 'no'],
  text: [],
} as const satisfies Record<Question['type'], readonly string[]>;

function signalProblems(question: Question, index: number): Problem[] {
  const { signal, type } = question;
  if (signal === undefined) return [];
  const path = ['questions', String(index), 'signal', 'when'];
  const { when } = signal;
  const possible: readonly string[] = conditionsOf[type];
  if (!possible.includes(when.is)) {
    const message =
      possible.length === 0
        ? `Question ${index + 1} takes free text, which no rule can read: take the signal away.`
        : `Question ${index + 1} cannot be answered so: choose ${possible.join(' or ')}.`;
    return [{ path: [...path, 'is'], message }];
  }
  if (when.is === 'at-most' && question.type === 'rating') {
    const { from, to } = scales[question.scale];
    if (when.value >= from && when.value < to && Number.isInteger(when.value)) return [];
    const message = `Give a whole number from ${from} to ${to - 1}: above that every rating would be one.`;
    return [{ path: [...path, 'value'], message }];
  }
  if (when.is === 'one-of' && 'choices' in question) {
    const known = question.choices.map(({ id }) => id);
    const unknown = when.choices.filter((id) => !known.includes(id));
    if (when.choices.length === 0)
      return [{ path: [...path, 'choices'], message: 'Name the choices that raise it.' }];
    if (unknown.length > 0)
      return [{ path: [...path, 'choices'], message: `The question does not offer ${unknown.join(', ')}.` }];
  }
  return [];
}

function wordProblems(path: string[], words: LocalizedText, missing: string, most: number): Problem[] {
  if (!isWritten(words)) return [{ path, message: `${missing}: write it in at least one language.` }];
  return lengthProblems(path, words, most);
}

function lengthProblems(path: string[], words: LocalizedText | undefined, most: number): Problem[] {
  return languages.flatMap((language): Problem[] => {
    const length = words?.[language]?.length ?? 0;
    if (length <= most) return [];
    return [
      { path: [...path, language], message: `It has ${length} characters, ${most} at most: shorten it.` },
    ];
  });
}

function sizeProblems(draft: SurveyDraft): Problem[] {
  const characters = JSON.stringify(draft).length;
  if (characters <= mostCharacters) return [];
  const message = `All texts of the survey have ${characters} characters, ${mostCharacters} at most: shorten some.`;
  return [{ path: ['questions'], message }];
}
