import * as z from 'zod';

/** What is wrong with one value that was sent. */
export const fieldError = z
  .object({
    in: z
      .enum(['body', 'query', 'path', 'header'])
      .meta({ description: 'Where the value was.', examples: ['body'] }),
    path: z.string().meta({
      description:
        'Names and indexes from the root of the value to what is wrong, joined by dots; empty: the whole.',
      examples: ['steps.2.at'],
    }),
    message: z.string().meta({ description: 'What to mend.', examples: ['write the time of day as 09:30.'] }),
  })
  .meta({ id: 'FieldError' });

/** An answer that is not a success: RFC 9457, `application/problem+json`. */
export const problem = z
  .object({
    type: z.string().meta({
      description: 'Which kind of problem: `/problems/<name>`, stable, for programs.',
      examples: ['/problems/invalid'],
    }),
    title: z
      .string()
      .meta({ description: 'The kind of problem, for people.', examples: ['What was sent is not valid'] }),
    status: z.int().meta({ description: 'The HTTP status.', examples: [400] }),
    detail: z.string().optional().meta({ description: 'What happened this time.' }),
    errors: z.array(fieldError).optional().meta({ description: 'Every wrong value at once.' }),
    id: z
      .string()
      .optional()
      .meta({ description: 'What it conflicts with, such as the lead that already exists.' }),
    revision: z
      .int()
      .optional()
      .meta({ description: 'The present revision, when yours was another or missing.' }),
    requestId: z.string().optional().meta({ description: 'The id of the request in the logs.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong and what to mend (RFC 9457).' });

export type ProblemBody = z.output<typeof problem>;
export type FieldError = z.output<typeof fieldError>;
