import * as z from 'zod';
import { messageChannels } from '#shared/domain/channels/channels.ts';
import { taskId } from './ids.ts';
import { instant, stepType } from './values.ts';
import { warnings } from './warnings.ts';

/** A task as the API tells it. */
export const task = z
  .object({
    id: taskId,
    userId: z.string().meta({ description: 'On whose list it is.' }),
    leadId: z.string(),
    lead: z
      .object({
        id: z.string(),
        name: z.string().meta({ examples: ['Jean Martin'] }),
        email: z.string().optional(),
        phone: z.string().optional(),
        account: z.string().optional().meta({ description: 'Name of the account.' }),
      })
      .optional()
      .meta({ description: 'Whom it is about.' }),
    enrollmentId: z.string().optional().meta({ description: 'Of a step; a custom task has none.' }),
    sequenceId: z.string().optional(),
    step: z.string().optional(),
    type: stepType,
    name: z.string().meta({ examples: ['Call about the quote'] }),
    instructions: z
      .string()
      .optional()
      .meta({
        description:
          'The text of its template with the values of the lead; of a custom task, its note. Mails and texts have a draft instead.',
        examples: ['Ask Jean whether the quote has arrived.'],
      }),
    missing: z.array(z.string()).meta({ description: 'Variables of `instructions` without a value.' }),
    status: z.enum(['planned', 'open', 'completed', 'skipped', 'cancelled']).meta({
      description:
        'planned: a custom task whose time has not come · cancelled: its enrollment ended first, or it was taken back.',
    }),
    openedAt: instant.meta({ description: 'When it became visible; while planned, when it is due.' }),
    dueAt: instant.optional().meta({ description: 'When a custom task was to be done.' }),
    createdBy: z.string().optional(),
    lateAt: instant.optional().meta({ description: 'When it becomes late (A10).' }),
    late: z.boolean().meta({ description: 'Open, and past `lateAt`.' }),
    closedAt: instant.optional(),
    closedBy: z.string().optional(),
    outcome: z.string().optional(),
    sentAt: instant.optional().meta({ description: 'When a mail or text went out from here.' }),
    durationSeconds: z.number().optional().meta({ description: 'How long a call took.' }),
    skipReason: z
      .string()
      .optional()
      .meta({ examples: ['no-answer'] }),
    skipLabel: z
      .string()
      .optional()
      .meta({ description: 'What the reason was called when it was given.', examples: ['No answer'] }),
    skipNote: z.string().optional(),
  })
  .meta({ id: 'Task' });

/** What a task is to send. */
export const draft = z
  .object({
    channel: z.enum(messageChannels),
    from: z.string().meta({ description: 'The user in whose name it goes.' }),
    to: z.string().optional().meta({ description: 'Address or number; absent: the lead has none.' }),
    subject: z.string().optional(),
    html: z.string().optional().meta({ description: 'Absent where the mail is text only.' }),
    text: z.string(),
    missing: z.array(z.string()).meta({ examples: [['lead.firstName']] }),
    inReplyTo: z.string().optional().meta({ description: 'The mail that it answers (D6).' }),
    problem: z.string().optional().meta({ description: 'Why its template cannot be used.' }),
    warnings: warnings.meta({
      description: 'Warnings about the lead: unsubscribed, bounced … (D7).',
    }),
    obstacle: z
      .string()
      .optional()
      .meta({
        description: 'Why it cannot be sent now.',
        examples: ['The sequence is paused: resume it first.'],
      }),
  })
  .meta({ id: 'Draft' });
