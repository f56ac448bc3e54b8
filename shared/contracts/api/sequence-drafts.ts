import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { leadId, recordId, sequenceId, stepId, userId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageQuery } from './page.ts';
import { draft, sequence } from './sequence.ts';
import { instant, stepType } from './values.ts';

const stepIds = suchAs(z.array(z.string()), ['reply', 'call']);

const follows = about(
  z.enum(['takes', 'keeps', 'pinned']),
  'takes: the new version, from the step after the present one · keeps: a former one, kept for those under way · pinned: its own',
);
const effect = about(z.enum(['none', 'changed', 'ends']), 'ends: no step is left after the present one.');

const difference = z
  .object({
    version: about(z.int(), 'The number that the draft would be published under.'),
    totals: z
      .object({
        underWay: about(z.int(), 'Leads under way.'),
        affected: about(z.int(), 'Of these, for whom something changes.'),
        ending: about(z.int(), 'Of these, whose sequence ends after the present step.'),
        pinned: z.int(),
        complete: about(z.boolean(), 'False: only the first 10,000 enrollments are counted.'),
        groups: z.array(
          z.object({
            follows,
            effect,
            version: z.int(),
            step: about(z.string(), 'The step that they are at, which stays as it is.'),
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
        options: about(
          z.array(z.enum(['unsubscribeLink', 'stopOnReply', 'stopOnConversion'])),
          'Options that are different from the present version.',
        ),
      })
      .optional()
      .meta({ description: 'Over all leads under way; with the first page only.' }),
    items: z.array(
      z.object({
        enrollmentId: z.string(),
        leadId: z.string(),
        userId: z.string(),
        version: z.int(),
        step: about(z.string(), 'The present step, which stays as it is.'),
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
      'What comes for each lead without the change (`before`) and with it (`after`). `due`: when the next step is due by its own wait and hour, where the present step has its time.',
  });

const preview = z
  .object({
    stops: about(z.string().optional(), 'Why nothing would be sent to this lead at all.'),
    steps: z.array(
      z.object({
        step: z.string(),
        name: z.string(),
        type: stepType,
        outcome: about(
          z.enum(['send', 'task', 'skip', 'hold']),
          'send · task: a person does it, and fills in what is missing · skip: a rule skips it · hold: it would be paused until somebody fills in what is missing',
        ),
        because: about(z.string().optional(), 'Why it is skipped, in words.'),
        missing: about(
          z.array(z.string()),
          'Variables without a value for this lead. Marked in the text as [name].',
          ['lead.firstName'],
        ),
        fallbacks: z
          .array(z.object({ variable: z.string(), value: z.string() }))
          .meta({ description: 'Fallbacks used for values that the lead lacks.' }),
        problem: about(z.string().optional(), 'What to mend in the step or its template.'),
        subject: suchAs(z.string().optional(), 'Re: A question about Globex'),
        html: z.string().optional(),
        text: z.string().optional(),
        from: z.object({ name: z.string(), address: z.string() }).optional(),
        replyTo: about(z.string().optional(), 'What it looks like; in a real one the token is signed.'),
        to: z.string().optional(),
        inThreadOf: about(
          z.string().optional(),
          'The step whose mail it answers; absent: it starts a thread (D6).',
        ),
        sms: z
          .object({
            encoding: z.enum(['GSM-7', 'UCS-2']),
            characters: z.int(),
            perPart: about(z.int(), '160 or 70 alone, 153 or 67 each of several (E5).'),
            parts: about(z.int(), 'How many texts are billed.'),
            problem: z.string().optional(),
          })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'SequencePreview' });

const oneSequence = { tag: 'Sequences', roles: admins, params: z.object({ id: sequenceId }) } as const;

/** What is done to a draft before it is published. */
export const draftOperations = {
  previewSequence: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/preview',
    summary: 'See each step as it would go out to a lead',
    description:
      'Composed by the code that sends it. Links of a preview do not work. The length of a text is counted as it goes out, with its short links.',
    roles: everyone,
    body: z
      .strictObject({
        lead: leadId,
        sender: about(userId.optional(), 'The user in whose name it goes; by default the caller.'),
        record: about(recordId.optional(), 'The record of the lead or its account that it is about.'),
        step: about(stepId.optional(), 'Only this step.'),
        version: z
          .union([z.literal('draft'), z.int().min(1)], 'Write “draft” or the number of a version.')
          .default('draft')
          .meta({ description: 'The draft, or a published version.', examples: ['draft'] }),
      })
      .meta({ id: 'SequencePreviewIn' }),
    returns: { status: 200, description: 'The steps in their order.', body: preview },
    problems: [404, 409],
  },
  orderDraft: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/draft/order',
    summary: 'Put the steps of the draft in another order',
    description:
      'List each step of the draft once. Steps keep their ids. An order in which a reply comes before the mail that it answers is refused. `PUT` of the whole draft does the same and more.',
    body: z
      .strictObject({ steps: z.array(stepId).max(200) })
      .meta({ id: 'OrderIn', examples: [{ steps: ['hello', 'call', 'reply'] }] }),
    ...revised(sequence, 'The sequence.'),
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  diffDraft: {
    ...oneSequence,
    on: 'POST /v1/sequences/{id}/draft/difference',
    summary: 'See what publishing a draft would change for each lead',
    description:
      'For the stored draft, or one that is not saved yet. Changes nothing (F5). A page may hold fewer than `limit`.',
    query: pageQuery,
    body: z
      .strictObject({
        draft: about(draft.optional(), 'Instead of the stored draft.'),
        keepPresent: about(
          z.boolean().default(false),
          'As in `publish`: leads under way finish on the version that they are on.',
        ),
      })
      .meta({ id: 'DifferenceIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The difference, per lead.', body: difference },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
