import * as z from 'zod';
import { taskId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, stepType } from './values.ts';

const task = z
  .object({
    id: taskId,
    userId: z.string().meta({ description: 'On whose list it is.' }),
    leadId: z.string(),
    enrollmentId: z.string(),
    step: z.string(),
    type: stepType,
    name: z.string().meta({ examples: ['Call about the quote'] }),
    status: z.enum(['open', 'completed', 'skipped', 'cancelled']).meta({
      description: 'cancelled: its enrollment ended first.',
    }),
    openedAt: instant,
    lateAt: instant.optional().meta({ description: 'From here on it is late (A10).' }),
    late: z.boolean().meta({ description: 'Open, and past `lateAt`.' }),
    closedAt: instant.optional(),
    closedBy: z.string().optional(),
    outcome: z.string().optional(),
    skipReason: z.string().optional(),
  })
  .meta({ id: 'Task' });

const one = z.object({ id: taskId });

export const taskOperations = {
  listTasks: {
    method: 'GET',
    path: '/v1/tasks',
    tag: 'Tasks',
    summary: 'List the tasks of a user',
    description: 'By when they were opened.',
    roles: everyone,
    query: pageQuery.extend({
      user: userId.optional().meta({ description: 'Whose; by default the caller’s.' }),
      status: z.enum(['open', 'closed'], 'Choose open or closed.').default('open'),
    }),
    returns: { status: 200, description: 'Tasks.', body: pageOf(task) },
    problems: [404],
  },
  getTask: {
    method: 'GET',
    path: '/v1/tasks/{id}',
    tag: 'Tasks',
    summary: 'Read a task',
    roles: everyone,
    params: one,
    returns: { status: 200, description: 'The task.', body: task },
    problems: [404],
  },
  completeTask: {
    method: 'POST',
    path: '/v1/tasks/{id}/complete',
    tag: 'Tasks',
    summary: 'Complete a task',
    description: 'Its enrollment goes on by itself (D2).',
    roles: everyone,
    params: one,
    body: z
      .strictObject({
        outcome: z
          .string()
          .trim()
          .max(500)
          .optional()
          .meta({ examples: ['Wants a demo'] }),
      })
      .meta({ id: 'CompleteIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The task, completed.', body: task },
    problems: [404, 409],
  },
  skipTask: {
    method: 'POST',
    path: '/v1/tasks/{id}/skip',
    tag: 'Tasks',
    summary: 'Skip a task',
    description:
      'With one of the reasons of the setting `skipReasons`, or `other: …`; some types need one (A11).',
    roles: everyone,
    params: one,
    body: z
      .strictObject({
        reason: z
          .string()
          .trim()
          .min(1)
          .max(500)
          .optional()
          .meta({ examples: ['no-answer'] }),
      })
      .meta({ id: 'SkipIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The task, skipped.', body: task },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
