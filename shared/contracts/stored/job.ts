import * as z from 'zod/mini';
import type { ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { HourWarning } from '../../domain/core/enroll-warnings.ts';
import { jobKinds, type ForecastSummary, type Job, type RejectedRow } from '../../domain/jobs/job.ts';
import { storedSource } from './because.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const whole = z.number();

const rows = z.array(objectOf<RejectedRow>()({ line: whole, column: z.optional(text), reason: text }));

const leadsWanted = z.union([
  objectOf<{ ids: string[] }>()({ ids: z.array(text) }),
  objectOf<{ owner: string }>()({ owner: text }),
  objectOf<{ all: true }>()({ all: z.literal(true) }),
  objectOf<{ count: number; zone?: string | undefined }>()({ count: whole, zone: z.optional(text) }),
]);

const hourWarning = objectOf<HourWarning>()({
  because: objectOf<HourWarning['because']>()({ kind: z.literal('step'), rule: z.literal('hour') }),
  steps: z.array(text),
  decidedBy: objectOf<HourWarning['decidedBy']>()({
    setting: z.literal('workingHours'),
    source: storedSource,
  }),
});

const forecast = objectOf<NonNullable<Job['forecast']>>()({
  wanted: objectOf<ForecastQuery>()({
    sequenceId: z.optional(text),
    draft: z.boolean(),
    leads: z.optional(leadsWanted),
    userId: z.optional(text),
    startAt: z.optional(text),
    taskMinutes: whole,
  }),
  summary: z.optional(
    objectOf<ForecastSummary>()({
      leads: whole,
      mails: whole,
      sms: whole,
      tasks: whole,
      skipped: whole,
      lastAt: z.optional(text),
      fullDays: whole,
      notForecast: whole,
      alreadyEnrolled: whole,
      warnings: z.optional(z.array(hourWarning)),
    }),
  ),
});

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
    forecast: z.optional(forecast),
    loadParts: z.optional(z.array(text)),
    problem: z.optional(text),
    finishedAt: z.optional(text),
  }),
);
