import * as z from 'zod';
import { sequenceOrders } from '#shared/domain/sequences/step.ts';
import { about } from './about.ts';
import { sequenceId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { fieldError } from './problem.ts';
import { draftOperations } from './sequence-drafts.ts';
import { sequenceFileOperations } from './sequence-files.ts';
import { deletionQuery, draft, options, sequence, step } from './sequence.ts';
import { instant, line, revision } from './values.ts';
import { hourWarnings } from './warnings.ts';

const sequenceIn = z
  .strictObject({ name: line(100, 'The name', 'Spring 2027'), draft })
  .meta({ id: 'SequenceIn' });
export type SequenceIn = z.output<typeof sequenceIn>;

const affected = about(
  z.int(),
  'Leads under way for whom something changes, as the difference of the draft counts them (D10).',
);
const complete = about(z.boolean(), 'False: only the first 10,000 enrollments are counted.');

const listed = z
  .object({
    id: sequenceId,
    revision,
    name: z.string(),
    status: z.enum(['draft', 'active', 'deleted']),
    currentVersion: z.int(),
    steps: about(z.int(), 'Number of steps of the draft.', 6),
    enrolled: about(z.int(), 'Leads ever enrolled; lags seconds behind.', 300),
    active: about(z.int(), 'Of these, neither finished nor stopped.', 120),
    createdBy: z.string(),
    creator: about(z.string().optional(), 'Name of who made it.', 'Claire Martin'),
    createdAt: instant,
    publishedAt: about(instant.optional(), 'When the present version was published.'),
  })
  .meta({ id: 'ListedSequence' });

const version = z
  .object({
    sequenceId,
    version: z.int(),
    steps: z.array(step),
    ...options,
    publishedAt: instant,
    publishedBy: z.string(),
  })
  .meta({ id: 'SequenceVersion', description: 'Never changes.' });

const sequences = { tag: 'Sequences', roles: everyone } as const;
const oneSequence = { ...sequences, params: z.object({ id: sequenceId }) } as const;

export const sequenceOperations = {
  ...draftOperations,
  ...sequenceFileOperations,
  listSequences: {
    ...sequences,
    on: 'GET /v1/sequences',
    summary: 'List sequences',
    description: 'With number of steps, enrolled leads and creator (D9).',
    query: pageQuery.extend({
      status: z
        .enum(['draft', 'active', 'deleted'], 'Choose draft, active or deleted.')
        .optional()
        .meta({ description: 'Only these; by default all but the deleted ones.' }),
      name: about(z.string().max(100).optional(), 'Part of the name.', 'spring'),
      sort: z
        .enum(sequenceOrders, `Choose one of ${sequenceOrders.join(', ')}.`)
        .optional()
        .meta({ description: 'What to sort by; by default the id.' }),
      order: about(z.enum(['asc', 'desc'], 'Choose asc or desc.').default('asc'), 'Ascending or descending.'),
    }),
    returns: { status: 200, description: 'Sequences.', body: pageOf(listed) },
  },
  getSequence: {
    ...oneSequence,
    on: 'GET /v1/sequences/{id}',
    summary: 'Read a sequence with its draft',
    ...revised(sequence, 'The sequence.'),
    problems: [404],
  },
  putSequence: {
    ...oneSequence,
    on: 'PUT /v1/sequences/{id}',
    summary: 'Make a sequence, or replace its name and draft',
    description: 'Touches no enrolled lead until published; a draft may be incomplete.',
    roles: admins,
    body: sequenceIn,
    ...revised(sequence, 'The sequence; 201 when new.'),
    conditional: true,
    problems: [409, 412, 428],
  },
  validateSequence: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/validate',
    summary: 'Check whether the draft can be published',
    description:
      'Also warns of hours outside somebody’s working hours (D3), and of how many leads under way a publication would change something for (D10).',
    returns: {
      status: 200,
      description: 'Every problem, with what to mend; none: it can be published.',
      body: z
        .object({
          errors: z.array(fieldError),
          warnings: hourWarnings,
          affected,
          complete,
        })
        .meta({ id: 'SequenceValidation' }),
    },
    problems: [404, 409],
  },
  publishSequence: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/publish',
    summary: 'Publish the draft as a new version',
    description:
      'Enrolled leads take it from the step after the one already scheduled, unless `keepPresent`. A step that is done is never done again (D10). An hour outside somebody’s working hours is published with a warning (D3).',
    roles: admins,
    body: z
      .strictObject({
        keepPresent: about(
          z.boolean().default(false),
          'Leads under way finish on the version that they are on.',
        ),
      })
      .meta({ id: 'PublishIn' }),
    bodyOptional: true,
    ...revised(
      sequence
        .extend({
          warnings: hourWarnings,
          affected,
          complete,
        })
        .meta({ id: 'PublishedSequence' }),
      'The sequence with its new version.',
    ),
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  deleteSequence: {
    ...oneSequence,
    on: 'DELETE /v1/sequences/{id}',
    summary: 'Delete a sequence for good',
    description:
      'Immediate and final: nobody receives anything more from it; its history stays (D11). Say in `confirm` how many leads are under way; a wrong number is refused with the right one.',
    roles: admins,
    query: deletionQuery,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  listVersions: {
    ...oneSequence,
    on: 'GET /v1/sequences/{id}/versions',
    summary: 'List the versions of a sequence',
    query: pageQuery,
    returns: { status: 200, description: 'Versions, newest first.', body: pageOf(version) },
    problems: [404],
  },
  getVersion: {
    ...sequences,
    on: 'GET /v1/sequences/{id}/versions/{version}',
    summary: 'Read a version',
    params: z.object({
      id: sequenceId,
      version: about(
        z.coerce.number('Give the number of a version, from 1.').int().min(1),
        'The number of a version.',
        1,
      ),
    }),
    returns: { status: 200, description: 'The version.', body: version },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
