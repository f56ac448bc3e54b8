import * as z from 'zod';
import { starterIds } from '#shared/domain/starters/starter-texts.ts';
import { about } from './about.ts';
import { sequenceId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { sequence } from './sequence.ts';
import { language, stepType } from './values.ts';

const starterId = about(
  z.enum(starterIds, `Choose one of ${starterIds.join(', ')}.`),
  'Which starter.',
  'quote',
);

const starter = z
  .object({
    id: starterId,
    language,
    name: about(z.string(), 'What its sequence is called.', 'After a quote'),
    about: about(z.string(), 'Whom it is for and what it does.'),
    sequenceId: about(z.string(), 'The id that its sequence gets unless another is given.', 'quote-en'),
    steps: z.array(
      z.object({
        name: z.string(),
        type: stepType,
        waitDays: about(z.int(), 'Working days after the step before; 0: at once.', 2),
        subject: z.string().optional(),
        html: z.string().optional(),
        text: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Starter' });

export const starterOperations = {
  listStarters: {
    on: 'GET /v1/starters',
    tag: 'Starters',
    summary: 'List the sequences to begin with',
    roles: everyone,
    query: z.object({ language: language.default('en') }),
    returns: {
      status: 200,
      description: 'The starters with their texts.',
      body: z.object({ items: z.array(starter) }),
    },
  },
  makeStarter: {
    on: 'POST /v1/starters/{id}',
    tag: 'Starters',
    summary: 'Make a draft of a starter',
    description:
      'A sequence, which is not published, and its templates, which are shared. Asked for again it is the sequence as it is by now (F14).',
    roles: admins,
    params: z.object({ id: starterId }),
    body: z
      .strictObject({
        language,
        as: about(sequenceId.optional(), 'The id of the sequence; by default starter and language.'),
      })
      .meta({ id: 'StarterIn', examples: [{ language: 'fr' }] }),
    ...revised(sequence, 'The sequence; 201 when new.'),
    mayCreate: true,
    problems: [409],
  },
} as const satisfies Record<string, Operation>;
