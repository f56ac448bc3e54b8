import * as z from 'zod';
import { messageChannels } from '#shared/domain/channels/channels.ts';
import { about, suchAs } from './about.ts';
import { taskId } from './ids.ts';
import { instant, stepType } from './values.ts';
import { warnings } from './warnings.ts';

/** A task as the API tells it. */
export const task = z
  .object({
    id: taskId,
    userId: about(z.string(), 'On whose list it is.'),
    leadId: z.string(),
    lead: z
      .object({
        id: z.string(),
        name: suchAs(z.string(), 'Jean Martin'),
        email: z.string().optional(),
        phone: z.string().optional(),
        account: about(z.string().optional(), 'Name of the account.'),
      })
      .optional()
      .meta({ description: 'Whom it is about.' }),
    enrollmentId: about(z.string().optional(), 'Of a step; a custom task has none.'),
    sequenceId: z.string().optional(),
    step: z.string().optional(),
    type: stepType,
    name: suchAs(z.string(), 'Call about the quote'),
    instructions: about(
      z.string().optional(),
      'The text of its template with the values of the lead; of a custom task, its note. Mails and texts have a draft instead.',
      'Ask Jean whether the quote has arrived.',
    ),
    missing: about(z.array(z.string()), 'Variables of `instructions` without a value.'),
    status: about(
      z.enum(['planned', 'open', 'completed', 'skipped', 'cancelled']),
      'planned: a custom task whose time has not come · cancelled: its enrollment ended first, or it was taken back.',
    ),
    openedAt: about(instant, 'When it became visible; while planned, when it is due.'),
    dueAt: about(instant.optional(), 'When a custom task was to be done.'),
    createdBy: z.string().optional(),
    lateAt: about(instant.optional(), 'When it becomes late (A10).'),
    late: about(z.boolean(), 'Open, and past `lateAt`.'),
    closedAt: instant.optional(),
    closedBy: z.string().optional(),
    outcome: z.string().optional(),
    sentAt: about(instant.optional(), 'When a mail or text went out from here.'),
    durationSeconds: about(z.number().optional(), 'How long a call took.'),
    skipReason: suchAs(z.string().optional(), 'no-answer'),
    skipLabel: about(z.string().optional(), 'What the reason was called when it was given.', 'No answer'),
    skipNote: z.string().optional(),
  })
  .meta({ id: 'Task' });

/** What a task is to send. */
export const draft = z
  .object({
    channel: z.enum(messageChannels),
    from: about(z.string(), 'The user in whose name it goes.'),
    to: about(z.string().optional(), 'Address or number; absent: the lead has none.'),
    subject: z.string().optional(),
    html: about(z.string().optional(), 'Absent where the mail is text only.'),
    text: z.string(),
    missing: suchAs(z.array(z.string()), ['lead.firstName']),
    inReplyTo: about(z.string().optional(), 'The mail that it answers (D6).'),
    problem: about(z.string().optional(), 'Why its template cannot be used.'),
    warnings: about(warnings, 'Warnings about the lead: unsubscribed, bounced … (D7).'),
    obstacle: about(
      z.string().optional(),
      'Why it cannot be sent now.',
      'The sequence is paused: resume it first.',
    ),
  })
  .meta({ id: 'Draft' });
