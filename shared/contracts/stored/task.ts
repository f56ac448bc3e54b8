import * as z from 'zod/mini';
import { stepTypes } from '../../domain/sequence/step.ts';
import type { Task } from '../../domain/task/task.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

/** A task as stored. */
export const taskCodec = plain<Task>(
  objectOf<Task>()({
    organisation: text,
    id: text,
    revision: z.number(),
    userId: text,
    leadId: text,
    enrollmentId: text,
    step: text,
    type: z.enum(stepTypes),
    name: text,
    status: z.enum(['open', 'completed', 'skipped', 'cancelled']),
    openedAt: text,
    lateAt: z.optional(text),
    closedAt: z.optional(text),
    closedBy: z.optional(text),
    outcome: z.optional(text),
    skipReason: z.optional(text),
  }),
);
