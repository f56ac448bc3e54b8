import * as z from 'zod/mini';
import { identity, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { localizedText } from './localized-text.ts';
import { question } from './question.ts';

/** What the next version of a survey will hold; it may be incomplete. */
const surveyDraft = z.object({
  title: localizedText,
  /** What stands above the questions. */
  introduction: z.optional(localizedText),
  /** What is said once it is completed; undefined: the page's own thanks. */
  thanks: z.optional(localizedText),
  questions: z.array(question),
});
export type SurveyDraft = z.output<typeof surveyDraft>;

/** A survey: its name for those who write it, its draft, and the version that clients are asked (C1). */
export const survey = z.object({
  ...identity,
  name: text,
  draft: surveyDraft,
  /** Latest published version; 0 before the first. */
  currentVersion: number,
  publishedAt: z.optional(instant),
  createdBy: text,
  createdAt: instant,
});
export type Survey = z.output<typeof survey>;

/** A version of a survey, which never changes; its id is `<survey>.<version>`. */
export const surveyVersion = z.object({
  ...surveyDraft.shape,
  organisation: text,
  surveyId: text,
  /** 1, 2, 3 … */
  version: number,
  revision: number,
  publishedAt: instant,
  publishedBy: text,
});
export type SurveyVersion = z.output<typeof surveyVersion>;
