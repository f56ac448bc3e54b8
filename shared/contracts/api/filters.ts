import * as z from 'zod';
import { fieldTypes } from '#shared/domain/filters/field-values.ts';
import { joints, operatorNames } from '#shared/domain/filters/filter.ts';
import { takes } from '#shared/domain/filters/operator.ts';
import { spanUnits } from '#shared/domain/time/spans.ts';
import { about } from './about.ts';
import { filterId, leadId, recordId, recordTypeId, sequenceId, userId } from './ids.ts';
import { job } from './jobs.ts';
import { everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { fieldError } from './problem.ts';
import { idempotencyKey, instant, line, revision } from './values.ts';

const scalar = {
  anyOf: [
    { type: 'string' as const },
    { type: 'number' as const },
    { type: 'boolean' as const },
    {
      type: 'object' as const,
      properties: { amount: { type: 'number' as const }, currency: { type: 'string' as const } },
      required: ['amount', 'currency'],
    },
  ],
};

const groups = joints.map((joint) => ({
  type: 'object' as const,
  properties: { [joint]: { type: 'array' as const, items: { $ref: '#/components/schemas/Filter' } } },
  required: [joint],
  additionalProperties: false,
}));

/** Any value: what it may be is read by the domain, which tells every problem with its path, however deep it is. */
export const filter = z.unknown().meta({
  id: 'Filter',
  description:
    'Conditions joined by all, any and none, nested: 50 conditions and five groups within groups at most. See listFilterFields for what a condition may ask. `unit` is for the operators that count days. All of nothing is everybody.',
  examples: [
    {
      all: [
        { field: 'record.status', is: 'is', value: 'sent' },
        { field: 'record.sentAt', is: 'more-than-days-after', value: 3 },
        { field: 'record.sentAt', is: 'nothing-done-since' },
      ],
    },
  ],
  override: {
    anyOf: [
      ...groups,
      {
        type: 'object',
        properties: {
          field: { type: 'string' },
          is: { type: 'string', enum: [...operatorNames] },
          value: { anyOf: [...scalar.anyOf, { type: 'array', items: scalar }] },
          unit: { type: 'string', enum: [...spanUnits] },
        },
        required: ['field', 'is'],
        additionalProperties: false,
      },
    ],
  },
});

const over = about(
  recordTypeId,
  'Over what it is: `leads`, or the id of a type of records.',
  'leads',
  'offer',
);

const filterIn = z
  .strictObject({
    name: line(100, 'The name', 'Offers without an answer'),
    over,
    filter,
    shared: about(
      z.boolean().default(true),
      'Whether everybody may use it; else who can access its maker.',
      true,
    ),
  })
  .meta({ id: 'FilterIn' });

const savedFilter = z
  .object({
    id: filterId,
    revision,
    name: z.string(),
    over,
    filter,
    shared: z.boolean(),
    createdBy: z.string(),
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'SavedFilter' });

const described = z
  .object({
    field: about(z.string(), 'Its name; what stands in `<>` is to be replaced.', 'lead.fields.<name>'),
    type: z.enum(fieldTypes),
    label: z.string(),
    choices: z.array(z.string()).optional(),
    operators: z.array(
      z.object({
        is: z.enum(operatorNames),
        label: z.string(),
        takes: about(
          z.enum(takes),
          'The value that it takes: none, one, a list, two (from and to), a whole number with a unit, a day, or the id of a type of records.',
        ),
      }),
    ),
  })
  .meta({ id: 'FilterField' });

const seen = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.object({ amount: z.number(), currency: z.string() }),
    z.array(z.string()),
  ])
  .optional();

const explained = z
  .object({
    matches: z.boolean(),
    changesAt: about(instant.optional(), 'When the answer turns round if nothing but the time changes.'),
    zone: about(z.string(), 'In which days were counted: that of the owner.', 'Europe/Paris'),
    lines: z
      .array(
        z.object({
          depth: about(z.int(), 'How deep in groups it stands, from 0.', 1),
          kind: z.enum([...joints, 'condition']),
          held: z.boolean(),
          changesAt: instant.optional(),
          field: z.string().optional(),
          is: z.enum(operatorNames).optional(),
          seen: about(seen, 'What the field held; absent: nothing.'),
          words: z.string(),
        }),
      )
      .meta({ description: 'Every group and condition, in order, and what came of it (F2).' }),
  })
  .meta({ id: 'FilterExplained' });

const preview = z
  .object({
    read: about(z.int(), 'Leads or records that were read.', 1000),
    matching: about(z.int(), 'Those of them that match.', 12),
    more: about(z.boolean(), 'There are others that were not read: count them by a job.', true),
    examples: z
      .array(
        z.object({
          leadId: leadId.optional(),
          recordId: recordId.optional(),
          ownerId: z.string(),
          name: about(z.string(), 'What people know it by.', 'Ana Dupont'),
        }),
      )
      .meta({ description: 'The first that match.' }),
  })
  .meta({ id: 'FilterPreview' });

const subject = z
  .strictObject({ leadId: leadId.optional(), recordId: recordId.optional() })
  .refine(({ leadId: lead, recordId: record }) => (lead === undefined) !== (record === undefined), {
    path: ['leadId'],
    message: 'Give a lead or a record.',
  })
  .meta({ id: 'FilterSubject', examples: [{ leadId: 'k3j9x0q2m4v7b1zc' }] });

const enrollIn = z
  .strictObject({
    sequenceId,
    sender: about(
      z.enum(['user', 'owner'], 'Choose user or owner.').default('user'),
      'In whose name: of one user, or of the owner of each lead.',
      'owner',
    ),
    userId: about(userId.optional(), 'The user, by default the caller; not with `owner`.'),
  })
  .refine(({ sender, userId: user }) => sender === 'user' || user === undefined, {
    path: ['userId'],
    message: 'Leave the user out, or choose the sender “user”.',
  })
  .meta({ id: 'EnrollFilteredIn', examples: [{ sequenceId: 'spring-26', sender: 'owner' }] });

const filters = { tag: 'Filters', roles: everyone } as const;
const oneFilter = { ...filters, params: z.object({ id: filterId }) } as const;
const asJob = {
  headers: idempotencyKey,
  returns: { status: 202, description: 'The job, which runs.', body: job },
  located: true,
} as const;

export const filterOperations = {
  listFilterFields: {
    ...filters,
    on: 'GET /v1/filter-fields',
    summary: 'List what conditions may ask',
    query: z.object({ over: over.default('leads') }),
    returns: {
      status: 200,
      description: 'Every field with its operators.',
      body: z.object({ fields: z.array(described) }).meta({ id: 'FilterFields' }),
    },
  },
  listFilters: {
    ...filters,
    on: 'GET /v1/filters',
    summary: 'List saved filters',
    description:
      'Shared ones, and those of users whom the caller can access. A page may hold fewer than `limit`.',
    query: pageQuery.extend({ over: about(over.optional(), 'Only those over this.') }),
    returns: { status: 200, description: 'Filters by id.', body: pageOf(savedFilter) },
  },
  validateFilter: {
    ...filters,
    on: 'POST /v1/filters/validate',
    summary: 'Check a filter without saving it',
    body: z.strictObject({ over, filter }).meta({ id: 'FilterToCheck' }),
    returns: {
      status: 200,
      description: 'What is wrong with it; nothing: it can be saved.',
      body: z.object({ problems: z.array(fieldError) }).meta({ id: 'FilterProblems' }),
    },
  },
  getFilter: {
    ...oneFilter,
    on: 'GET /v1/filters/{id}',
    summary: 'Read a saved filter',
    ...revised(savedFilter, 'The filter.'),
    problems: [404],
  },
  putFilter: {
    ...oneFilter,
    on: 'PUT /v1/filters/{id}',
    summary: 'Create or replace a saved filter',
    description:
      'By who can access its maker. What it is over stays. Refused (409) while something in use locks it.',
    body: filterIn,
    ...revised(savedFilter, 'The filter; 201 when new.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  deleteFilter: {
    ...oneFilter,
    on: 'DELETE /v1/filters/{id}',
    summary: 'Delete a saved filter',
    description: 'Refused (409) while something uses it. Jobs that follow it have a copy.',
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  explainFilter: {
    ...oneFilter,
    on: 'POST /v1/filters/{id}/explain',
    summary: 'Explain why a lead or record matches a filter, or does not',
    body: subject,
    returns: { status: 200, description: 'Why, as it is now.', body: explained },
    problems: [404, 409],
  },
  previewFilter: {
    ...oneFilter,
    on: 'POST /v1/filters/{id}/preview',
    summary: 'Preview what matches a filter',
    description:
      'A count and examples over the first 1,000 leads or records at most, of those that belong to whom the caller can access.',
    returns: { status: 200, description: 'What of them matches.', body: preview },
    problems: [404],
  },
  countFiltered: {
    ...oneFilter,
    on: 'POST /v1/filters/{id}/count',
    summary: 'Count everything that matches a filter',
    description:
      'A job of kind count-filter: `progress.accepted` of `progress.read` match, finally when it is done. Repeat a request whose answer was lost with the same `Idempotency-Key`: it is the same job.',
    ...asJob,
    problems: [404, 409, 422],
  },
  enrollFiltered: {
    ...oneFilter,
    on: 'POST /v1/filters/{id}/enroll',
    summary: 'Enroll everybody who matches a filter',
    description:
      'A job of kind enroll-filter over the leads that the caller can access, with the warnings and refusals of every enrolling, in `warned` and `rejected`. Only filters over leads. Repeat a request whose answer was lost with the same `Idempotency-Key`: it is the same job, which enrolls nobody twice.',
    body: enrollIn,
    ...asJob,
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Operation>;
