import * as z from 'zod';
import { about } from './about.ts';

/** What is wrong with one value that was sent. */
export const fieldError = z
  .object({
    in: about(z.enum(['body', 'query', 'path', 'header']), 'Where the value was.', 'body'),
    path: about(
      z.string(),
      'Names and indexes from the root of the value to what is wrong, joined by dots; empty: the whole.',
      'steps.2.at',
    ),
    message: about(z.string(), 'What to mend.', 'write the time of day as 09:30.'),
    see: about(
      z.string().optional(),
      'Where in the console it can be mended.',
      '/console/connections/salesforce',
    ),
  })
  .meta({ id: 'FieldError' });

/** An answer that is not a success: RFC 9457, `application/problem+json`. */
export const problem = z
  .object({
    type: about(
      z.string(),
      'Which kind of problem: `/problems/<name>`, stable, for programs.',
      '/problems/invalid',
    ),
    title: about(z.string(), 'The kind of problem, for people.', 'What was sent is not valid'),
    status: about(z.int(), 'The HTTP status.', 400),
    detail: about(z.string().optional(), 'What happened this time.'),
    errors: about(z.array(fieldError).optional(), 'Every wrong value at once.'),
    id: about(z.string().optional(), 'What it conflicts with, such as the lead that already exists.'),
    revision: about(z.int().optional(), 'The present revision, when yours was another or missing.'),
    requestId: about(z.string().optional(), 'The id of the request in the logs.'),
  })
  .meta({ id: 'Problem', description: 'What went wrong and what to mend (RFC 9457).' });

export type ProblemBody = z.output<typeof problem>;
export type FieldError = z.output<typeof fieldError>;
