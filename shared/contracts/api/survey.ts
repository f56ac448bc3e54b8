import * as z from 'zod';
import { languages } from '#shared/domain/kernel/language.ts';
import { about, suchAs } from './about.ts';
import { surveyId } from './ids.ts';
import { instant, revision } from './values.ts';

/** Longest text of a survey that is taken in; what each may have is said when publishing. */
const longest = 2_000;

const localized = z.partialRecord(
  z.enum(languages, `Choose languages among ${languages.join(', ')}.`),
  z.string().max(longest, `A text has ${longest} characters at most.`),
);

/** A text in each language in which it was written. */
const words = (what: string, example: string) =>
  about(
    localized,
    `${what}, in each language in which it was written: a client reads the own language, else that of the organisation, else the first given (C1).`,
    {
      en: example,
    },
  );

const itemId = (what: string, example: string) =>
  about(
    z.string().max(8, `The id of ${what} has 8 characters at most.`),
    `The id of ${what}: 1 to 8 of a–z and 0–9, stable over versions.`,
    example,
  );

const signal = z
  .strictObject({
    kind: about(
      z.enum(['warning', 'service-request'], 'Choose warning or service-request.'),
      'warning: somebody looks after the client at once · service-request: the client asks for something more (C5).',
    ),
    when: z
      .discriminatedUnion('is', [
        z.strictObject({ is: z.literal('at-most'), value: suchAs(z.int(), 6) }),
        z.strictObject({ is: z.literal('one-of'), choices: z.array(z.string().max(8)).max(20) }),
        z.strictObject({ is: z.literal('yes') }),
        z.strictObject({ is: z.literal('no') }),
      ])
      .meta({ description: 'Which answers raise it: ratings of at most a value, choices, yes, or no.' }),
  })
  .optional();

const every = {
  id: itemId('a question', 'nps'),
  text: words('The question', 'Would you recommend us?'),
  help: words('What explains it', 'Think of the last delivery.').optional(),
  compulsory: about(z.boolean(), 'The survey is complete only with an answer to it.'),
  signal,
};
const choices = about(
  z
    .array(z.strictObject({ id: itemId('a choice', 'late'), label: words('The choice', 'It came late') }))
    .max(50, 'Give 50 choices at most.'),
  'What can be chosen: 2 to 20.',
);

/** One question. */
const question = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...every,
      type: z.literal('rating'),
      scale: suchAs(z.enum(['0-10', '1-5'], 'Choose 0-10 or 1-5.'), '0-10'),
      satisfaction: about(
        z.boolean().optional(),
        'It says how satisfied the client is: exactly one question of a survey does.',
      ),
      ends: z
        .strictObject({ low: words('The lowest', 'Not at all'), high: words('The highest', 'Very much') })
        .optional()
        .meta({ description: 'What the two ends of the scale mean.' }),
    }),
    z.strictObject({ ...every, type: z.literal('one-choice'), choices }),
    z.strictObject({ ...every, type: z.literal('several-choices'), choices }),
    z.strictObject({ ...every, type: z.literal('yes-no') }),
    z.strictObject({ ...every, type: z.literal('text') }),
  ])
  .meta({ id: 'Question' });

/** What a version holds. */
const surveyContent = {
  title: words('The title', 'How was your delivery?'),
  introduction: words('What stands above the questions', 'It takes two minutes.').optional(),
  thanks: words('What is said at the end', 'Thank you!').optional(),
  questions: z.array(question).max(100, 'Give 100 questions at most.'),
};

/** A draft; it may be incomplete. */
export const surveyDraft = z.strictObject(surveyContent);

/** A survey with its draft. */
export const survey = z
  .object({
    id: surveyId,
    revision,
    name: z.string(),
    draft: surveyDraft,
    currentVersion: about(z.int(), 'The version that clients are asked; 0 before the first.'),
    publishedAt: instant.optional(),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'Survey' });

/** A published version. */
export const surveyVersion = z
  .object({
    surveyId,
    version: z.int(),
    ...surveyContent,
    publishedAt: instant,
    publishedBy: z.string(),
  })
  .meta({ id: 'SurveyVersion', description: 'Never changes.' });
