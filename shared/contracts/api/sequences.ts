import * as z from 'zod';
import { fileFormat } from '#shared/domain/sequence/sequence-file.ts';
import { sequenceOrders } from '#shared/domain/sequence/step.ts';
import { leadId, sequenceId, stepId, templateId, userId } from './ids.ts';
import { admins, everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { fieldError } from './problem.ts';
import { templateTexts } from './templates.ts';
import { instant, language, line, revision, stepType, weekday } from './values.ts';

/** The shape of a step. What more must hold is said by `validateSequence`, at `validate` and `publish`. */
const step = z
  .strictObject({
    id: stepId,
    name: z
      .string()
      .max(200)
      .meta({ examples: ['First mail'] }),
    type: stepType,
    wait: z
      .strictObject({ amount: z.number(), unit: z.enum(['minutes', 'hours', 'days', 'working-days']) })
      .meta({
        description:
          'How long after the step before was done: minutes and hours are elapsed, days keep the wall clock (D3).',
        examples: [{ amount: 3, unit: 'days' }],
      }),
    at: z
      .string()
      .optional()
      .meta({ description: 'Time of day to run at.', examples: ['09:30'] }),
    weekdays: z
      .array(weekday)
      .optional()
      .meta({ description: 'Days on which it may run, within the working days (E3).' }),
    templateId: templateId.optional(),
    inThreadOf: stepId.optional().meta({
      description: 'Of a reply: the earlier mail step whose thread it continues; default: the latest (D6).',
    }),
  })
  .meta({ id: 'Step' });

const unsubscribeLink = z
  .strictObject({ language })
  .optional()
  .meta({ description: 'The link at the bottom of each mail, in a language; absent: none (D7).' });

const options = {
  unsubscribeLink,
  stopOnReply: z.boolean().optional().meta({
    description: 'Whether a reply stops it; absent: it does. If not, replies are noted and it goes on (D5).',
  }),
  stopOnConversion: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the conversion of the lead stops it; absent: it does (D5).' }),
};

const draft = z.strictObject({ steps: z.array(step).max(200), ...options });

const sequenceIn = z
  .strictObject({ name: line(100, 'The name', 'Spring 2027'), draft })
  .meta({ id: 'SequenceIn' });
export type SequenceIn = z.output<typeof sequenceIn>;

const sequence = z
  .object({
    id: sequenceId,
    revision,
    name: z.string(),
    status: z
      .enum(['draft', 'active', 'deleted'])
      .meta({ description: 'Active from the first publication on.' }),
    draft,
    currentVersion: z.int().meta({ description: 'The version that enrolling uses; 0 before the first.' }),
    publishedAt: instant.optional().meta({ description: 'When that version was published.' }),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'Sequence' });

const listed = z
  .object({
    id: sequenceId,
    revision,
    name: z.string(),
    status: z.enum(['draft', 'active', 'deleted']),
    currentVersion: z.int(),
    steps: z.int().meta({ description: 'Number of steps of the draft.', examples: [6] }),
    enrolled: z.int().meta({ description: 'Leads ever enrolled; lags seconds behind.', examples: [300] }),
    active: z.int().meta({ description: 'Of these, neither finished nor stopped.', examples: [120] }),
    createdBy: z.string(),
    creator: z
      .string()
      .optional()
      .meta({ description: 'Name of who made it.', examples: ['Claire Martin'] }),
    createdAt: instant,
    publishedAt: instant.optional().meta({ description: 'When the present version was published.' }),
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

const stepIds = z.array(z.string()).meta({ examples: [['reply', 'call']] });

const follows = z.enum(['takes', 'keeps', 'pinned']).meta({
  description:
    'takes: the new version, from the step after the present one · keeps: a former one, kept for those under way · pinned: its own',
});
const effect = z
  .enum(['none', 'changed', 'ends'])
  .meta({ description: 'ends: no step is left after the present one.' });

const difference = z
  .object({
    version: z.int().meta({ description: 'The number that the draft would be published under.' }),
    totals: z
      .object({
        underWay: z.int().meta({ description: 'Leads under way.' }),
        affected: z.int().meta({ description: 'Of these, for whom something changes.' }),
        ending: z.int().meta({ description: 'Of these, whose sequence ends after the present step.' }),
        pinned: z.int(),
        complete: z.boolean().meta({ description: 'False: only the first 10,000 enrollments are counted.' }),
        groups: z.array(
          z.object({
            follows,
            effect,
            version: z.int(),
            step: z.string().meta({ description: 'The step that they are at, which nothing changes.' }),
            before: stepIds,
            after: stepIds,
            leads: z.int(),
          }),
        ),
        steps: z
          .array(
            z.object({
              step: z.string(),
              name: z.string(),
              changes: z.array(z.enum(['added', 'removed', 'changed', 'moved', 'renamed'])),
              fields: z.array(z.string()),
            }),
          )
          .meta({ description: 'What is different from the present version.' }),
      })
      .optional()
      .meta({ description: 'Over all leads under way; with the first page only.' }),
    items: z.array(
      z.object({
        enrollmentId: z.string(),
        leadId: z.string(),
        userId: z.string(),
        version: z.int(),
        step: z.string().meta({ description: 'The present step, which stays as it is.' }),
        status: z.string(),
        follows,
        effect,
        before: z.object({
          version: z.int(),
          steps: stepIds,
          next: z.string().optional(),
          due: instant.optional(),
        }),
        after: z.object({
          version: z.int(),
          steps: stepIds,
          next: z.string().optional(),
          due: instant.optional(),
        }),
      }),
    ),
    cursor: z.string().optional(),
  })
  .meta({
    id: 'DraftDifference',
    description:
      'What comes for each lead without the edition (`before`) and with it (`after`). `due`: when the next step is due by its own wait, where the present step has its time.',
  });

const preview = z
  .object({
    stops: z.string().optional().meta({ description: 'Why nothing would be sent to this lead at all.' }),
    steps: z.array(
      z.object({
        step: z.string(),
        name: z.string(),
        type: stepType,
        outcome: z.enum(['send', 'task', 'skip', 'hold']).meta({
          description:
            'send · task: a person does it · skip: a rule passes it over · hold: it waits until what is missing is mended',
        }),
        because: z.string().optional().meta({ description: 'Why it is skipped, in words.' }),
        missing: z.array(z.string()).meta({
          description: 'What nothing fills for this lead. Marked in the text as [name].',
          examples: [['lead.firstName']],
        }),
        fallbacks: z
          .array(z.object({ variable: z.string(), value: z.string() }))
          .meta({ description: 'What stands in for values that the lead lacks.' }),
        problem: z.string().optional().meta({ description: 'What to mend in the step or its template.' }),
        subject: z
          .string()
          .optional()
          .meta({ examples: ['Re: A question about Globex'] }),
        html: z.string().optional(),
        text: z.string().optional(),
        from: z.object({ name: z.string(), address: z.string() }).optional(),
        replyTo: z
          .string()
          .optional()
          .meta({ description: 'The form of it; the mark of a real one is signed.' }),
        to: z.string().optional(),
        inThreadOf: z
          .string()
          .optional()
          .meta({ description: 'The step whose mail it answers; absent: it starts a thread (D6).' }),
        sms: z
          .object({
            encoding: z.enum(['GSM-7', 'UCS-2']),
            characters: z.int(),
            perPart: z.int().meta({ description: '160 or 70 alone, 153 or 67 each of several (E5).' }),
            parts: z.int().meta({ description: 'How many texts are billed.' }),
            problem: z.string().optional(),
          })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'SequencePreview' });

const { templateId: _templateId, ...stepShape } = step.shape;

const sequenceFile = z
  .strictObject({
    format: z.literal(fileFormat.format, `Not a file of a sequence: “format” must be ${fileFormat.format}.`),
    formatVersion: z.literal(
      fileFormat.formatVersion,
      `Not a form that is known here: “formatVersion” must be ${fileFormat.formatVersion}.`,
    ),
    name: line(100, 'The name', 'Spring 2027'),
    ...options,
    steps: z
      .array(
        z
          .strictObject({
            ...stepShape,
            template: z.string().optional().meta({ description: 'Key of a template of the file.' }),
          })
          .meta({ id: 'StepInFile' }),
      )
      .max(200),
    templates: z
      .array(
        z
          .strictObject({
            key: z
              .string()
              .regex(/^[a-z0-9]{1,20}$/, 'A key is 1 to 20 of a–z and 0–9.')
              .meta({ examples: ['t1'] }),
            ...templateTexts,
          })
          .meta({ id: 'TemplateInFile' }),
      )
      .max(200),
  })
  .meta({
    id: 'SequenceFile',
    description: 'A sequence with its texts, and nothing of people or of where it is from.',
  });

const one = z.object({ id: sequenceId });

export const sequenceOperations = {
  listSequences: {
    method: 'GET',
    path: '/v1/sequences',
    tag: 'Sequences',
    summary: 'List sequences',
    description: 'With number of steps, enrolled leads and creator (D9).',
    roles: everyone,
    query: pageQuery.extend({
      status: z
        .enum(['draft', 'active', 'deleted'], 'Choose draft, active or deleted.')
        .optional()
        .meta({ description: 'Only these; by default all but the deleted ones.' }),
      name: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Part of the name.', examples: ['spring'] }),
      sort: z
        .enum(sequenceOrders, `Choose one of ${sequenceOrders.join(', ')}.`)
        .optional()
        .meta({ description: 'Order; by id unless said.' }),
      order: z
        .enum(['asc', 'desc'], 'Choose asc or desc.')
        .default('asc')
        .meta({ description: 'Upwards or downwards.' }),
    }),
    returns: { status: 200, description: 'Sequences.', body: pageOf(listed) },
    problems: [],
  },
  getSequence: {
    method: 'GET',
    path: '/v1/sequences/{id}',
    tag: 'Sequences',
    summary: 'Read a sequence with its draft',
    roles: everyone,
    params: one,
    returns: { status: 200, description: 'The sequence.', body: sequence },
    etag: true,
    problems: [404],
  },
  putSequence: {
    method: 'PUT',
    path: '/v1/sequences/{id}',
    tag: 'Sequences',
    summary: 'Make a sequence, or replace its name and draft',
    description: 'Touches no enrolled lead until published; a draft may be incomplete.',
    roles: admins,
    params: one,
    body: sequenceIn,
    returns: { status: 200, description: 'The sequence; 201 when new.', body: sequence },
    etag: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  validateSequence: {
    method: 'POST',
    path: '/v1/sequences/{id}/validate',
    tag: 'Sequences',
    summary: 'Ask what keeps the draft from being published',
    description: 'Also warns of how many enrolled leads a publication would touch (D10).',
    roles: everyone,
    params: one,
    returns: {
      status: 200,
      description: 'Every problem, with what to mend; none: it can be published.',
      body: z
        .object({
          errors: z.array(fieldError),
          affected: z.int().meta({ description: 'Enrolled leads still under way.' }),
        })
        .meta({ id: 'SequenceValidation' }),
    },
    problems: [404],
  },
  previewSequence: {
    method: 'POST',
    path: '/v1/sequences/{id}/preview',
    tag: 'Sequences',
    summary: 'See each step as it would go out to a lead',
    description:
      'Composed by what sends it. Links of a preview do not work. Of a text the length is counted as it goes out, with its short links.',
    roles: everyone,
    params: one,
    body: z
      .strictObject({
        lead: leadId,
        sender: userId.optional().meta({ description: 'In whose name; by default the caller.' }),
        step: stepId.optional().meta({ description: 'Only this step.' }),
        version: z
          .union([z.literal('draft'), z.int().min(1)], 'Write “draft” or the number of a version.')
          .default('draft')
          .meta({ description: 'The draft, or a published version.', examples: ['draft'] }),
      })
      .meta({ id: 'SequencePreviewIn' }),
    returns: { status: 200, description: 'The steps in their order.', body: preview },
    problems: [404],
  },
  orderDraft: {
    method: 'POST',
    path: '/v1/sequences/{id}/draft/order',
    tag: 'Sequences',
    summary: 'Put the steps of the draft in another order',
    description:
      'Names each step of the draft once. Steps keep their ids. An order in which a reply comes before the mail that it answers is refused. `PUT` of the whole draft does the same and more.',
    roles: admins,
    params: one,
    body: z
      .strictObject({ steps: z.array(stepId).max(200) })
      .meta({ id: 'OrderIn', examples: [{ steps: ['hello', 'call', 'reply'] }] }),
    returns: { status: 200, description: 'The sequence.', body: sequence },
    etag: true,
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  diffDraft: {
    method: 'POST',
    path: '/v1/sequences/{id}/draft/difference',
    tag: 'Sequences',
    summary: 'See what publishing a draft would change for each lead',
    description:
      'For the stored draft, or one that is not saved yet. Changes nothing (F5). A page may hold fewer than `limit`.',
    roles: admins,
    params: one,
    query: pageQuery,
    body: z
      .strictObject({
        draft: draft.optional().meta({ description: 'Instead of the stored draft.' }),
        keepPresent: z
          .boolean()
          .default(false)
          .meta({ description: 'As in `publish`: leads under way finish on the version that they are on.' }),
      })
      .meta({ id: 'DifferenceIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The difference, per lead.', body: difference },
    problems: [404],
  },
  publishSequence: {
    method: 'POST',
    path: '/v1/sequences/{id}/publish',
    tag: 'Sequences',
    summary: 'Publish the draft as a new version',
    description:
      'Enrolled leads take it from the step after the one already scheduled, unless `keepPresent`. A step done is never done again (D10).',
    roles: admins,
    params: one,
    body: z
      .strictObject({
        keepPresent: z
          .boolean()
          .default(false)
          .meta({ description: 'Leads under way finish on the version that they are on.' }),
      })
      .meta({ id: 'PublishIn' }),
    bodyOptional: true,
    returns: {
      status: 200,
      description: 'The sequence with its new version.',
      body: sequence
        .extend({
          affected: z.int().meta({
            description: 'Leads under way, who take it after their present step unless they keep theirs.',
          }),
        })
        .meta({ id: 'PublishedSequence' }),
    },
    etag: true,
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  deleteSequence: {
    method: 'DELETE',
    path: '/v1/sequences/{id}',
    tag: 'Sequences',
    summary: 'Delete a sequence for good',
    description:
      'Immediate and final: nobody receives anything more from it; its history stays (D11). Say in `confirm` how many leads are under way; a wrong number is refused with the right one.',
    roles: admins,
    params: one,
    query: z.object({
      confirm: z.coerce.number('Give the number of leads under way.').int().min(0).optional().meta({
        description: 'Leads under way, to show that the warning was read; needed when there are any.',
      }),
    }),
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  duplicateSequence: {
    method: 'POST',
    path: '/v1/sequences/{id}/duplicate',
    tag: 'Sequences',
    summary: 'Copy a sequence into a new draft',
    description: 'The copy uses the same templates, and has no leads and no history.',
    roles: admins,
    params: one,
    body: z
      .strictObject({
        id: sequenceId.meta({ examples: ['spring-27-b'] }),
        name: line(100, 'The name', 'Spring 2027, B').optional(),
        version: z
          .int()
          .min(1)
          .optional()
          .meta({ description: 'A published version; by default the draft.' }),
      })
      .meta({ id: 'DuplicateSequenceIn' }),
    returns: { status: 201, description: 'The copy.', body: sequence },
    etag: true,
    problems: [404, 409],
  },
  exportSequence: {
    method: 'GET',
    path: '/v1/sequences/{id}/file',
    tag: 'Sequences',
    summary: 'Export a sequence as a file',
    description: 'Its steps, options and the texts of its templates, to be imported here or elsewhere.',
    roles: admins,
    params: one,
    query: z.object({
      version: z.coerce
        .number('Give a number.')
        .int()
        .min(1)
        .optional()
        .meta({ description: 'A published version; by default the draft.', examples: [1] }),
    }),
    returns: { status: 200, description: 'The file.', body: sequenceFile },
    problems: [404, 409],
  },
  importSequence: {
    method: 'POST',
    path: '/v1/sequences/import',
    tag: 'Sequences',
    summary: 'Import a sequence from a file',
    description:
      'Makes a draft and its templates, which are shared. A file that is not sound is refused with every place and what to mend, and nothing is made. An id that is taken is refused; a name that is taken gets a number.',
    roles: admins,
    body: z
      .strictObject({
        id: sequenceId,
        name: line(100, 'The name', 'Spring 2027').optional().meta({ description: 'Instead of the file’s.' }),
        file: sequenceFile,
      })
      .meta({ id: 'ImportSequenceIn' }),
    maxBodyBytes: 5_000_000,
    returns: { status: 201, description: 'The sequence, a draft.', body: sequence },
    etag: true,
    problems: [409, 413],
  },
  listVersions: {
    method: 'GET',
    path: '/v1/sequences/{id}/versions',
    tag: 'Sequences',
    summary: 'List the versions of a sequence',
    roles: everyone,
    params: one,
    query: pageQuery,
    returns: { status: 200, description: 'Versions, newest first.', body: pageOf(version) },
    problems: [404],
  },
  getVersion: {
    method: 'GET',
    path: '/v1/sequences/{id}/versions/{version}',
    tag: 'Sequences',
    summary: 'Read a version',
    roles: everyone,
    params: z.object({
      id: sequenceId,
      version: z.coerce
        .number('Give a number.')
        .int()
        .min(1)
        .meta({ description: 'The number of a version.', examples: [1] }),
    }),
    returns: { status: 200, description: 'The version.', body: version },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
