import * as z from 'zod';
import { customTaskTypes } from '#shared/domain/channels/step-types.ts';
import { about, suchAs } from './about.ts';
import { leadId, sequenceId, taskId, templateId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { draft, task } from './task.ts';
import { idempotencyKey, instantIn, line, stepType } from './values.ts';

const truth = z
  .enum(['true', 'false'], 'Write true or false.')
  .transform((value) => value === 'true')
  .meta({ examples: ['true'] });

const typesIn = about(
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(stepType)),
  'Types, with commas between them, or the parameter several times.',
  'call,callback',
);

/** A template that a user sends a task from, instead of that of its step. */
const chosenTemplate = about(
  templateId.optional(),
  'Instead of the template of the step: any of its kind that you may use (D8).',
);

const tasks = { tag: 'Tasks', roles: everyone } as const;
const oneTask = { ...tasks, params: z.object({ id: taskId }) } as const;

export const taskOperations = {
  listTasks: {
    ...tasks,
    on: 'GET /v1/tasks',
    summary: 'List the tasks of a user or a team',
    description:
      'By when they became visible; of a team, one user after the other. Follow `cursor` until it is absent: a page may be short where little matches.',
    query: pageQuery.extend({
      user: about(userId.optional(), 'Whose; by default the caller’s.'),
      team: about(truth.optional(), 'Of everybody that the caller may see.'),
      status: z
        .enum(
          ['planned', 'open', 'closed', 'completed', 'skipped', 'cancelled'],
          'Choose planned, open, closed, completed, skipped or cancelled.',
        )
        .default('open'),
      due: z
        .union(
          [z.enum(['today', 'overdue']), instantIn.transform((by) => ({ by }))],
          'Write today, overdue or a moment with Z or an offset.',
        )
        .optional()
        .meta({
          description:
            'today: became visible on the user’s present day · overdue: before it · a moment: by then.',
          examples: ['overdue'],
        }),
      late: about(truth.optional(), 'Only late ones, or only those that are not (A10).'),
      type: typesIn.optional(),
      sequence: sequenceId.optional(),
    }),
    returns: { status: 200, description: 'Tasks.', body: pageOf(task) },
    problems: [404],
  },
  getTask: {
    ...oneTask,
    on: 'GET /v1/tasks/{id}',
    summary: 'Read a task',
    returns: { status: 200, description: 'The task.', body: task },
    problems: [404],
  },
  completeTask: {
    ...oneTask,
    on: 'POST /v1/tasks/{id}/complete',
    summary: 'Complete a task',
    description:
      'Its enrollment goes on by itself (D2). A mail or text completed so was sent elsewhere, and counts for the day (A3, A4); to send it from here, use `send`.',
    body: z
      .strictObject({
        outcome: suchAs(z.string().trim().max(500).optional(), 'Wants a demo'),
        durationSeconds: z
          .int('Give whole seconds.')
          .min(0, 'A call cannot last less than nothing.')
          .max(86_400, 'A call lasts a day at most.')
          .optional()
          .meta({ description: 'Of a call or callback.', examples: [185] }),
      })
      .meta({ id: 'CompleteIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The task, completed.', body: task },
    problems: [404, 409],
  },
  skipTask: {
    ...oneTask,
    on: 'POST /v1/tasks/{id}/skip',
    summary: 'Skip a task',
    description:
      'With the id of one of the reasons of the setting `skipReasons`, or `other` and a note; some types need one (A11).',
    body: z
      .strictObject({
        reason: about(z.string().trim().max(100).optional(), 'The id of a reason, or `other`.', 'no-answer'),
        note: about(
          z.string().trim().max(500).optional(),
          'Free text; compulsory with `other`.',
          'Moved to Lyon',
        ),
      })
      .meta({ id: 'SkipIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The task, skipped.', body: task },
    problems: [404, 409],
  },
  getDraft: {
    ...oneTask,
    on: 'GET /v1/tasks/{id}/draft',
    summary: 'Draft the mail or text of a task',
    description:
      'Its template with the values of the lead, or another that you choose, a private one of yours too. Variables without a value are marked `[name]` and listed. The unsubscribe link is added when it is sent.',
    query: z.object({ templateId: chosenTemplate }),
    returns: { status: 200, description: 'The draft.', body: draft },
    problems: [404, 409],
  },
  sendTask: {
    ...oneTask,
    on: 'POST /v1/tasks/{id}/send',
    summary: 'Send the mail or text of a task',
    description:
      'In the name of the user who has it, now: working hours and the delay between mails do not hold it, the most of the day does (A3, A4), and so do the unsubscribe and bounce rules. Parts left out go as drafted. The task is completed with it. Sending it again sends nothing more; where nobody knows whether it went out (`unknown`), it is settled with its enrollment.',
    body: z
      .strictObject({
        templateId: chosenTemplate,
        subject: line(998, 'The subject', 'Your quote').optional(),
        html: about(
          z.string().max(200_000, 'The HTML has 200,000 characters at most.').optional(),
          'Sanitised like the HTML of templates. Without `text`, the text part is made from it.',
          '<p>Hello Jean, shall we talk tomorrow?</p>',
        ),
        text: about(
          z.string().max(200_000, 'The text has 200,000 characters at most.').optional(),
          'Without `html`, the HTML is made from it.',
        ),
      })
      .meta({ id: 'SendIn' }),
    bodyOptional: true,
    returns: {
      status: 200,
      description: 'The result.',
      body: z
        .object({
          outcome: about(
            z.enum(['sent', 'unknown']),
            'unknown: the provider’s answer was lost; it is not sent again by itself.',
          ),
          why: z.string().optional(),
          task,
        })
        .meta({ id: 'SentTask' }),
    },
    problems: [404, 409],
  },
  createTask: {
    ...tasks,
    on: 'POST /v1/tasks',
    summary: 'Create a custom task',
    description:
      'For a lead, outside of any sequence. It is planned until it is due, then appears in working time and counts for the most tasks a day, oldest due first (A9). An `Idempotency-Key` makes a request safe to repeat for a day.',
    headers: idempotencyKey,
    body: z
      .strictObject({
        type: about(stepType.default('custom'), `One of ${customTaskTypes().join(', ')}.`),
        leadId,
        userId: about(userId.optional(), 'For whom; by default the caller.'),
        due: about(instantIn.optional(), 'When it is due; by default now.'),
        name: line(200, 'The name of the task', 'Send the catalogue'),
        note: suchAs(z.string().trim().min(1).max(2000).optional(), 'Jean asked for the one of spring.'),
      })
      .meta({ id: 'TaskIn' }),
    returns: { status: 201, description: 'The task.', body: task },
    problems: [404, 409, 422],
  },
  cancelTask: {
    ...oneTask,
    on: 'POST /v1/tasks/{id}/cancel',
    summary: 'Take back a custom task',
    description: 'A task of a sequence is skipped instead.',
    returns: { status: 200, description: 'The task, cancelled.', body: task },
    problems: [404, 409],
  },
  reassignTask: {
    ...oneTask,
    on: 'POST /v1/tasks/{id}/reassign',
    summary: 'Give a task to another user',
    description:
      'Users give away their own tasks, managers and admins also those of the users that they see. It counts in the receiver’s day: refused when that is full, unless `beyondCap` (A9). Its sequence goes on as before. Who does not see the receiver’s list is answered without the lead.',
    body: z
      .strictObject({
        user: about(userId, 'The receiver.'),
        beyondCap: about(z.boolean().optional(), 'Give it even when the receiver’s day is full.', false),
      })
      .meta({ id: 'ReassignIn', examples: [{ user: 'luc' }] }),
    returns: { status: 200, description: 'The task, on its new list.', body: task },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
