import * as z from 'zod';
import { template as storedTemplate, templateKinds } from '#shared/domain/templates/template.ts';
import { MOST_TESTS } from '#shared/domain/user-mails/template-test.ts';
import { about, suchAs } from './about.ts';
import { leadId, recordId, templateId, userId } from './ids.ts';
import { everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { storedFields } from './stored-fields.ts';
import { idempotencyKey, line, revision } from './values.ts';

/** What an author writes of a template. */
export const templateTexts = {
  kind: about(
    z.enum(templateKinds, `Choose one of ${templateKinds.join(', ')}.`),
    'What it is for. It never changes, since sequences rely on it.',
    'mail',
  ),
  name: line(100, 'The name', 'First mail'),
  subject: about(
    z.string().max(500).optional(),
    'Of a mail; a reply without one takes that of its thread.',
    'A question about {{ account.name }}',
  ),
  html: about(
    z.string().max(200_000).optional(),
    'Of a mail: Liquid; sanitised when saved.',
    '<p>Hello {{ lead.firstName }},</p>',
  ),
  text: about(z.string().max(50_000).optional(), 'Of an SMS or task; of a mail its own text part. Liquid.'),
  fallbacks: z
    .record(z.string().max(100), z.string().max(500))
    .default({})
    .meta({
      description: 'The fallback for a variable that a lead lacks.',
      examples: [{ 'lead.firstName': 'there' }],
    }),
};

const templateIn = z
  .strictObject({
    ...templateTexts,
    shared: about(z.boolean().default(true), 'Everybody in the organisation may use it.'),
  })
  .meta({ id: 'TemplateIn' });
export type TemplateIn = z.output<typeof templateIn>;

const ofTemplate = ['kind', 'name', 'subject', 'html', 'text', 'fallbacks', 'ownerId', 'shared'] as const;
const template = z
  .object({ id: templateId, revision, ...storedFields(storedTemplate, ...ofTemplate, 'createdAt') })
  .meta({ id: 'Template' });

const used = template
  .extend({
    usedBy: about(z.int(), 'Sequences that use it: a change applies to all of them at once.', 3),
  })
  .meta({ id: 'TemplateInUse' });

const use = z
  .object({
    sequenceId: z.string(),
    name: z.string(),
    status: z.enum(['draft', 'active', 'deleted']),
    draft: about(z.boolean(), 'Its draft uses it.'),
    versions: about(
      z.array(z.int()),
      'Versions that use it: the present one, and former ones with leads under way.',
    ),
    steps: about(z.array(z.string()), 'Names of the steps.'),
  })
  .meta({ id: 'TemplateUse' });

const truth = z
  .enum(['true', 'false'], 'Write true or false.')
  .transform((text) => text === 'true')
  .optional();

const preview = z
  .object({
    subject: z.string().optional(),
    html: z.string().optional(),
    text: about(z.string().optional(), 'The text part of a mail; the text of an SMS or task.'),
    missing: about(
      z.array(z.string()),
      'Variables without a value for this lead: its enrollment would be paused. Empty: it could be sent.',
      ['lead.firstName'],
    ),
    sms: z
      .object({
        encoding: z.enum(['GSM-7', 'UCS-2']),
        characters: z.int(),
        parts: about(z.int(), 'How many texts are billed (E5).'),
      })
      .optional(),
  })
  .meta({ id: 'TemplatePreview' });

const testIn = z
  .strictObject({
    lead: about(leadId.optional(), 'The lead whose values fill it in; absent: as if you were the lead.'),
    sender: about(userId.optional(), 'The user in whose name it goes; by default the caller.'),
    record: about(recordId.optional(), 'The record of the lead or its account that it is about.'),
  })
  .refine(({ lead, record }) => record === undefined || lead !== undefined, {
    path: ['record'],
    message: 'Give the lead of the record too.',
  })
  .meta({ id: 'TestIn', examples: [{ lead: 'k3j9x0q2m4v7b1zc' }] });

const tested = z
  .object({
    outcome: about(
      z.enum(['sent', 'unknown']),
      'unknown: the provider did not answer; it may have gone out. The same key does not send it again.',
    ),
    to: about(z.string(), 'Your address or phone number.', 'claire@acme.example'),
    subject: about(z.string().optional(), 'Of a mail, without the mark of a test.'),
    missing: about(z.array(z.string()), 'Variables that nothing fills; they are marked in it.'),
    left: about(z.int(), 'Tests that you may still send today.', 49),
  })
  .meta({ id: 'TemplateTest' });

const oneTemplate = { tag: 'Templates', roles: everyone, params: z.object({ id: templateId }) } as const;

export const templateOperations = {
  listTemplates: {
    on: 'GET /v1/templates',
    tag: 'Templates',
    summary: 'List templates',
    description: 'Shared ones, and those whose owner the caller may see. A page may hold fewer than `limit`.',
    roles: everyone,
    query: pageQuery.extend({
      kind: z.enum(templateKinds, `Choose one of ${templateKinds.join(', ')}.`).optional(),
      mine: about(truth, 'true: the caller’s own; false: those of others.'),
      shared: about(truth, 'Shared ones, or private ones.'),
      name: about(z.string().max(100).optional(), 'Part of the name.', 'first'),
    }),
    returns: { status: 200, description: 'Templates by id.', body: pageOf(template) },
  },
  getTemplate: {
    ...oneTemplate,
    on: 'GET /v1/templates/{id}',
    summary: 'Read a template',
    ...revised(used, 'The template.'),
    problems: [404],
  },
  putTemplate: {
    ...oneTemplate,
    on: 'PUT /v1/templates/{id}',
    summary: 'Create or replace a template',
    description:
      'A change applies at once to everything not yet sent, in the `usedBy` sequences (D8). Users change their own templates. One that a sequence uses cannot be made private; once that is published, admins alone change it.',
    body: templateIn,
    maxBodyBytes: 1_000_000,
    ...revised(used, 'The template; 201 when new.'),
    conditional: true,
    problems: [412, 413, 428],
  },
  deleteTemplate: {
    ...oneTemplate,
    on: 'DELETE /v1/templates/{id}',
    summary: 'Delete a template that no sequence uses',
    description: 'One in use is refused, saying where.',
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  duplicateTemplate: {
    ...oneTemplate,
    on: 'POST /v1/templates/{id}/duplicate',
    summary: 'Copy a template',
    description: 'The copy is the caller’s own.',
    body: z
      .strictObject({
        id: suchAs(templateId, 'first-mail-2'),
        name: line(100, 'The name', 'First mail, shorter').optional(),
        shared: about(z.boolean().optional(), 'By default as the original.'),
      })
      .meta({ id: 'DuplicateTemplateIn' }),
    ...revised(template, 'The copy.', 201),
    problems: [404, 409],
  },
  listTemplateUses: {
    ...oneTemplate,
    on: 'GET /v1/templates/{id}/uses',
    summary: 'List the sequences that use a template',
    returns: {
      status: 200,
      description: 'The sequences that use it.',
      body: z.object({ items: z.array(use) }).meta({ id: 'TemplateUses' }),
    },
    problems: [404],
  },
  previewTemplate: {
    ...oneTemplate,
    on: 'GET /v1/templates/{id}/preview',
    summary: 'See a template filled in for a lead',
    query: z.object({
      lead: leadId,
      sender: about(userId.optional(), 'The user in whose name it goes; by default the caller.'),
      record: about(recordId.optional(), 'The record of the lead or its account that it is about.'),
    }),
    returns: { status: 200, description: 'What this lead would get.', body: preview },
    problems: [404, 409],
  },
  testTemplate: {
    ...oneTemplate,
    on: 'POST /v1/templates/{id}/test',
    summary: 'Send a template to yourself as a test',
    description: `Filled in as the preview, marked as a test, to your own address or phone alone. It counts for no cap, and nothing in it is tracked or unsubscribes anybody. ${MOST_TESTS} a day at most. The same \`Idempotency-Key\` within a day sends one (D8).`,
    headers: idempotencyKey,
    body: testIn,
    bodyOptional: true,
    returns: { status: 200, description: 'What was sent where.', body: tested },
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Operation>;
