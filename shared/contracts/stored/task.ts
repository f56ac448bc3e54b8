import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import { stepTypes } from '../../domain/channels/step-types.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';
import { enrollmentId } from '../ids.ts';

const text = z.string();

/** A task as stored. */
export const taskCodec = plain<Task>(
  objectOf<Task>()({
    organisation: text,
    id: text,
    revision: z.number(),
    userId: text,
    leadId: text,
    enrollmentId: z.optional(enrollmentId),
    step: z.optional(text),
    type: z.enum(stepTypes),
    name: text,
    templateId: z.optional(text),
    note: z.optional(text),
    status: z.enum(['planned', 'open', 'completed', 'skipped', 'cancelled']),
    openedAt: instant,
    dueAt: z.optional(instant),
    createdBy: z.optional(text),
    createdAt: z.optional(instant),
    reassigned: z.optional(z.object({ by: text, from: text, at: instant })),
    closedAt: z.optional(instant),
    closedBy: z.optional(text),
    outcome: z.optional(text),
    sentAt: z.optional(instant),
    durationSeconds: z.optional(z.number()),
    skipReason: z.optional(text),
    skipLabel: z.optional(text),
    skipNote: z.optional(text),
  }),
);
