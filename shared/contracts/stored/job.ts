import * as z from 'zod/mini';
import type { Zone } from '../../domain/kernel/instant.ts';
import { storedZone } from '../calendar.ts';
import { instant } from '../instant.ts';
import type { ForecastEnrollment, ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { HourWarning } from '../../domain/core/enroll-warnings.ts';
import type {
  EnrollRows,
  ForecastSummary,
  Job,
  JobBase,
  OnFile,
  RejectedRow,
} from '../../domain/jobs/job.ts';
import { storedSource } from './reason.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const whole = z.number();
const texts = z.array(text);

const rows = z.array(objectOf<RejectedRow>()({ line: whole, column: z.optional(text), reason: text }));

const base = objectOf<JobBase>()({
  organisation: text,
  id: text,
  revision: whole,
  createdBy: text,
  createdAt: instant,
  owners: z.optional(texts),
  slices: whole,
  progress: objectOf<JobBase['progress']>()({
    read: whole,
    accepted: whole,
    unchanged: whole,
    rejected: whole,
  }),
}).shape;

const running = { status: z.literal('running') };
const done = { status: z.literal('done'), finishedAt: instant };
const failed = { status: z.literal('failed'), finishedAt: instant, problem: text };

const onFile = objectOf<OnFile>()({
  strict: z.boolean(),
  phase: z.enum(['check', 'write']),
  position: objectOf<OnFile['position']>()({ byte: whole, line: whole }),
  header: z.optional(texts),
  delimiter: z.optional(text),
  rejected: rows,
  rejectedParts: texts,
}).shape;

/** A job on a file in each of its states; `work`: what it does with the rows. */
function fileJob<Work extends Record<string, z.ZodMiniType>>(work: Work) {
  const all = { ...base, ...onFile, ...work };
  const started = { ...all, totalBytes: whole };
  return z.discriminatedUnion('status', [
    z.object({ ...all, status: z.literal('awaiting-upload') }),
    z.object({ ...started, ...running }),
    z.object({ ...started, ...done }),
    z.object({ ...started, ...failed }),
  ]);
}

/** Work that runs at once and cannot fail. */
function plainJob<Work extends Record<string, z.ZodMiniType>>(work: Work) {
  const all = { ...base, ...work };
  return z.discriminatedUnion('status', [z.object({ ...all, ...running }), z.object({ ...all, ...done })]);
}

const leadsInput = z.union([
  objectOf<{ ids: string[] }>()({ ids: texts }),
  objectOf<{ owner: string }>()({ owner: text }),
  objectOf<{ all: true }>()({ all: z.literal(true) }),
  objectOf<{ count: number; zone?: Zone | undefined }>()({ count: whole, zone: z.optional(storedZone) }),
]);
const hourWarning = objectOf<HourWarning>()({
  because: objectOf<HourWarning['because']>()({ kind: z.literal('step'), rule: z.literal('hour') }),
  steps: texts,
  decidedBy: objectOf<HourWarning['decidedBy']>()({
    setting: z.literal('workingHours'),
    source: storedSource,
  }),
});

const enrollmentWanted = objectOf<ForecastEnrollment>()({ leads: leadsInput, userId: z.optional(text) });
const wanted = objectOf<ForecastQuery>()({
  sequenceId: z.optional(text),
  draft: z.boolean(),
  leads: z.optional(leadsInput),
  userId: z.optional(text),
  enrollments: z.optional(z.array(enrollmentWanted)),
  startAt: z.optional(instant),
  taskMinutes: whole,
});
const summary = objectOf<ForecastSummary>()({
  leads: whole,
  mails: whole,
  sms: whole,
  tasks: whole,
  skipped: whole,
  lastAt: z.optional(instant),
  fullDays: whole,
  notForecast: whole,
  alreadyEnrolled: whole,
  warnings: z.optional(z.array(hourWarning)),
});
const forecast = { ...base, kind: z.literal('forecast') };
const asked = { ...forecast, forecast: z.object({ wanted }) };

const job: z.ZodMiniType<Job> = z.discriminatedUnion('kind', [
  fileJob({ kind: z.literal('import-leads') }),
  fileJob({ kind: z.literal('import-suppressions') }),
  fileJob(
    objectOf<EnrollRows>()({
      kind: z.literal('enroll-leads'),
      sequenceId: text,
      userId: text,
      // Absent in items of 0.2.0 as long as there was none.
      warned: z._default(rows, []),
      warnedParts: z._default(texts, []),
    }).shape,
  ),
  plainJob({
    kind: z.literal('export-suppressions'),
    cursor: z.optional(text),
    resultParts: texts,
  }),
  plainJob({ kind: z.literal('stop-enrollments'), sequenceId: text, cursor: z.optional(text) }),
  z.discriminatedUnion('status', [
    z.object({ ...asked, ...running }),
    z.object({ ...asked, ...failed }),
    z.object({
      ...forecast,
      ...done,
      forecast: z.object({ wanted, summary }),
      resultParts: texts,
      loadParts: texts,
    }),
  ]),
]);

/**
 * A job as stored, each kind and status with its own attributes. Version 0.2.0 wrote those of jobs on files with every
 * job: read here, they are dropped.
 */
export const jobCodec = plain<Job>(job);
