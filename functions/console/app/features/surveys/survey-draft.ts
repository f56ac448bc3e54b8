import type { Answer } from '../../api/operations.ts';
import type { ClientLanguage } from '../editor/client-languages.ts';

export type Survey = Answer<'GET /v1/surveys/{id}'>;
export type SurveyResults = Answer<'GET /v1/surveys/{id}/results'>;
type Draft = Survey['draft'];
export type Question = Draft['questions'][number];
export type QuestionType = Question['type'];
export type Words = Partial<Record<ClientLanguage, string>>;

export type ChoiceDraft = { key: string; id: string; label: Words };
/** A question as it is edited: what its type does not have is kept while another type is tried. */
export type QuestionDraft = {
  key: string;
  id: string;
  type: QuestionType;
  text: Words;
  help: Words;
  compulsory: boolean;
  scale: '0-10' | '1-5';
  satisfaction: boolean;
  low: Words;
  high: Words;
  choices: ChoiceDraft[];
  signal: 'none' | 'warning' | 'service-request';
  /** Ratings of at most this raise it. */
  atMost: string;
  signalChoices: string[];
  signalYes: 'yes' | 'no';
};
export type SurveyForm = {
  name: string;
  title: Words;
  introduction: Words;
  thanks: Words;
  questions: QuestionDraft[];
};

/** Bounds of what can be published. */
export const MOST_QUESTIONS = 50;
export const MOST_CHOICES = 20;

let lastKey = 0;
const newKey = (): string => `survey-${String((lastKey += 1))}`;

export const newChoice = (id: string): ChoiceDraft => ({ key: newKey(), id, label: {} });

export const newQuestion = (id: string, type: QuestionType): QuestionDraft => ({
  key: newKey(),
  id,
  type,
  text: {},
  help: {},
  compulsory: false,
  scale: '0-10',
  satisfaction: false,
  low: {},
  high: {},
  choices: [newChoice('c1'), newChoice('c2')],
  signal: 'none',
  atMost: '6',
  signalChoices: [],
  signalYes: 'yes',
});

export const newSurvey = (): SurveyForm => ({
  name: '',
  title: {},
  introduction: {},
  thanks: {},
  questions: [
    { ...newQuestion('q1', 'rating'), satisfaction: true, compulsory: true },
    newQuestion('q2', 'text'),
  ],
});

function questionDraft(question: Question): QuestionDraft {
  const { signal } = question;
  const when = signal?.when;
  return {
    ...newQuestion(question.id, question.type),
    text: question.text,
    help: question.help ?? {},
    compulsory: question.compulsory,
    ...(question.type === 'rating' && {
      scale: question.scale,
      satisfaction: question.satisfaction ?? false,
      low: question.ends?.low ?? {},
      high: question.ends?.high ?? {},
    }),
    ...('choices' in question && {
      choices: question.choices.map((choice) => ({ ...choice, key: newKey() })),
    }),
    ...(signal !== undefined && { signal: signal.kind }),
    ...(when?.is === 'at-most' && { atMost: String(when.value) }),
    ...(when?.is === 'one-of' && { signalChoices: when.choices }),
    ...((when?.is === 'yes' || when?.is === 'no') && { signalYes: when.is }),
  };
}

export const formOf = ({ name, draft }: Pick<Survey, 'name' | 'draft'>): SurveyForm => ({
  name,
  title: draft.title,
  introduction: draft.introduction ?? {},
  thanks: draft.thanks ?? {},
  questions: draft.questions.map(questionDraft),
});

/** Only what is written in some language. */
const written = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ''));
const isWritten = (words: Words): boolean => Object.keys(written(words)).length > 0;
const given = <Name extends string>(name: Name, words: Words): { [Key in Name]?: Words } =>
  (isWritten(words) ? { [name]: written(words) } : {}) as { [Key in Name]?: Words };

type When = NonNullable<Question['signal']>['when'];
function whenOf(draft: QuestionDraft): When | undefined {
  switch (draft.type) {
    case 'rating':
      return { is: 'at-most', value: Math.trunc(Number(draft.atMost)) };
    case 'one-choice':
    case 'several-choices': {
      const known = draft.choices.map(({ id }) => id);
      return { is: 'one-of', choices: draft.signalChoices.filter((id) => known.includes(id)) };
    }
    case 'yes-no':
      return { is: draft.signalYes };
    case 'text':
      return undefined;
  }
}

function questionJson(draft: QuestionDraft): Question {
  const when = draft.signal === 'none' ? undefined : whenOf(draft);
  const every = {
    id: draft.id,
    text: written(draft.text),
    ...given('help', draft.help),
    compulsory: draft.compulsory,
    ...(draft.signal !== 'none' && when !== undefined && { signal: { kind: draft.signal, when } }),
  };
  switch (draft.type) {
    case 'rating':
      return {
        ...every,
        type: 'rating',
        scale: draft.scale,
        ...(draft.satisfaction && { satisfaction: true }),
        ...((isWritten(draft.low) || isWritten(draft.high)) && {
          ends: { low: written(draft.low), high: written(draft.high) },
        }),
      };
    case 'one-choice':
    case 'several-choices':
      return {
        ...every,
        type: draft.type,
        choices: draft.choices.map(({ id, label }) => ({ id, label: written(label) })),
      };
    case 'yes-no':
    case 'text':
      return { ...every, type: draft.type };
  }
}

/** What is sent to be saved. */
export const bodyOf = (form: SurveyForm): { name: string; draft: Draft } => ({
  name: form.name,
  draft: {
    title: written(form.title),
    ...given('introduction', form.introduction),
    ...given('thanks', form.thanks),
    questions: form.questions.map(questionJson),
  },
});

/** Every text that clients see, those left empty in all languages only where they are needed. */
function textsOf(form: SurveyForm): Words[] {
  const optional = [form.introduction, form.thanks].filter(isWritten);
  const ofQuestions = form.questions.flatMap((question) => [
    question.text,
    ...[question.help].filter(isWritten),
    ...(question.type === 'rating' ? [question.low, question.high].filter(isWritten) : []),
    ...(question.type === 'one-choice' || question.type === 'several-choices'
      ? question.choices.map(({ label }) => label)
      : []),
  ]);
  return [form.title, ...optional, ...ofQuestions];
}

/** How many of the texts are written in a language. */
export function writtenIn(form: SurveyForm, language: ClientLanguage): { written: number; all: number } {
  const texts = textsOf(form);
  return {
    written: texts.filter((words) => (words[language] ?? '').trim() !== '').length,
    all: texts.length,
  };
}

/** A text as the person who is signed in reads it: in this language, else in the first in which it is written. */
export const wordsIn = (words: Words | undefined, language: string): string =>
  words?.[language as ClientLanguage] ?? Object.values(words ?? {}).find((text) => text !== '') ?? '';
