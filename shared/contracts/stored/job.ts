import * as z from 'zod/mini';
import { jobKinds, type Job, type RejectedRow } from '../../domain/job/job.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const whole = z.number();

const rows = z.array(objectOf<RejectedRow>()({ line: whole, column: z.optional(text), reason: text }));

/** A job as stored. */
export const jobCodec = plain<Job>(
  objectOf<Job>()({
    organisation: text,
    id: text,
    revision: whole,
    kind: z.enum(jobKinds),
    status: z.enum(['awaiting-upload', 'running', 'done', 'failed']),
    createdBy: text,
    createdAt: text,
    strict: z.boolean(),
    owners: z.optional(z.array(text)),
    sequenceId: z.optional(text),
    userId: z.optional(text),
    phase: z.enum(['check', 'write']),
    slices: whole,
    position: objectOf<Job['position']>()({ byte: whole, line: whole }),
    header: z.optional(z.array(text)),
    delimiter: z.optional(text),
    totalBytes: z.optional(whole),
    progress: objectOf<Job['progress']>()({
      read: whole,
      accepted: whole,
      unchanged: whole,
      rejected: whole,
    }),
    rejected: rows,
    rejectedParts: z.array(text),
    warned: z.optional(rows),
    warnedParts: z.optional(z.array(text)),
    cursor: z.optional(text),
    resultParts: z.optional(z.array(text)),
    problem: z.optional(text),
    finishedAt: z.optional(text),
  }),
);
