import * as z from 'zod/mini';
import { crmKinds } from '../connections/connectors.ts';
import { hourWarning } from '../core/enroll-warnings.ts';
import { filter } from '../filters/filter.ts';
import { forecastQuery } from '../forecast/forecast-query.ts';
import { forecastTotals } from '../forecast/forecast-report.ts';
import { identity, leadIdText, number, sequenceIdText, text, userIdText } from '../kernel/shapes.ts';
import { roles } from '../people/people.ts';
import { erasedPerson, erasureCount } from '../erasure/erased-person.ts';
import { responseFilter } from '../surveys/results.ts';
import { instant } from '../time/instant-text.ts';

/** A row of a file that was refused: 1-based line, the column if one is to blame, and what to mend. */
const rejectedRow = z.object({ line: number, column: z.optional(text), reason: text });
export type RejectedRow = z.output<typeof rejectedRow>;

/** What a job does: works on the rows of a file, writes a file, stops what a deleted sequence left, or follows a filter. */
export const jobKinds = [
  'import-leads',
  'enroll-leads',
  'import-suppressions',
  'import-records',
  'export-suppressions',
  'export-answers',
  'count-answers',
  'stop-enrollments',
  'match-automation',
  'forecast',
  'count-filter',
  'enroll-filter',
  'erase-lead',
  'export-lead',
  'apply-retention',
  'import-crm',
] as const;
export type JobKind = (typeof jobKinds)[number];

/**
 * What a forecast came to: sums, days on which a channel of a sender is full, how much of it cannot be told, and what it
 * warns of.
 */
const forecastSummary = z.object({
  ...forecastTotals.shape,
  fullDays: number,
  notForecast: number,
  alreadyEnrolled: number,
  /** Steps that the sender's working hours keep from going at their hour (D3); undefined: made by version 0.2.0. */
  warnings: z.optional(z.array(hourWarning)),
});
export type ForecastSummary = z.output<typeof forecastSummary>;

/** What jobs of all kinds have. */
const jobBase = z.object({
  ...identity,
  createdBy: text,
  createdAt: instant,
  /** Users whose leads it may touch, from the role of who made it; undefined: all. */
  owners: z.optional(z.array(text)),
  /** Slices done; it names the files that a slice writes. */
  slices: number,
  /** Rows or items read, written (new or changed), found as they were, and refused; of a file, in the present phase. */
  progress: z.object({ read: number, accepted: number, unchanged: number, rejected: number }),
});
export type JobBase = z.output<typeof jobBase>;
const base = jobBase.shape;

const running = { status: z.literal('running') };
const done = { status: z.literal('done'), finishedAt: instant };
/** `problem`: why, for who made it. */
const failed = { status: z.literal('failed'), finishedAt: instant, problem: text };

/**
 * What a job on a file has beside. A strict one goes through the file twice: it checks every row, and writes only when
 * none was refused.
 */
const onFile = z.object({
  strict: z.boolean(),
  phase: z.enum(['check', 'write']),
  /** Byte offset and line that the next slice begins at: a slice ends at a row boundary. */
  position: z.object({ byte: number, line: number }),
  /** Columns of the file, and what stands between them; known once the first line has been read. */
  header: z.optional(z.array(text)),
  delimiter: z.optional(text),
  /** The first refused rows. */
  rejected: z.array(rejectedRow),
  /** Files that together, in order, are `rejected.csv`: every refused row. Each slice that refused adds one. */
  rejectedParts: z.array(text),
});
export type OnFile = z.output<typeof onFile>;

/** Enrolls the leads that rows name: in which sequence, and on behalf of whom. */
const enrollRows = z.object({
  kind: z.literal('enroll-leads'),
  sequenceId: sequenceIdText,
  userId: userIdText,
  /** The first leads enrolled with a warning (D7), and the files of all, as with the refused rows; 0.2.0 left out none. */
  warned: z._default(z.array(rejectedRow), []),
  warnedParts: z._default(z.array(text), []),
});
export type EnrollRows = z.output<typeof enrollRows>;

/**
 * Writes the records that rows tell of: of which type, and by which role. `columns`: what the columns of a file give by
 * their folded names, from the fields that the type had when the job was made.
 */
const recordRows = z.object({
  kind: z.literal('import-records'),
  typeId: text,
  role: z.enum(roles),
  columns: z.record(text, text),
});
export type RecordRows = z.output<typeof recordRows>;

/** What a job on a file does with its rows. */
export type RowsWork = { kind: 'import-leads' } | { kind: 'import-suppressions' } | EnrollRows | RecordRows;

/** A job on a file in each of its states: it waits for its upload first. `work`: what it does with the rows. */
function onRows<Work extends Record<string, z.ZodMiniType>>(work: Work) {
  const all = { ...base, ...onFile.shape, ...work };
  const started = { ...all, totalBytes: number };
  return z.discriminatedUnion('status', [
    z.object({ ...all, status: z.literal('awaiting-upload') }),
    z.object({ ...started, ...running }),
    z.object({ ...started, ...done }),
    z.object({ ...started, ...failed }),
  ]);
}

const fileJob = z.discriminatedUnion('kind', [
  onRows({ kind: z.literal('import-leads') }),
  onRows({ kind: z.literal('import-suppressions') }),
  onRows(enrollRows.shape),
  onRows(recordRows.shape),
]);
export type FileJob = z.output<typeof fileJob>;

/** Work that runs at once and cannot fail. */
function atOnce<Work extends Record<string, z.ZodMiniType>>(work: Work) {
  const all = { ...base, ...work };
  return z.discriminatedUnion('status', [z.object({ ...all, ...running }), z.object({ ...all, ...done })]);
}

/** Writes the suppression list: where its next slice begins, and the files that together are its result. */
const exportJob = atOnce({
  kind: z.literal('export-suppressions'),
  cursor: z.optional(text),
  resultParts: z.array(text),
});
export type ExportJob = z.output<typeof exportJob>;

/** Writes every answer to a survey (C1), in the same way. */
const answersJob = atOnce({
  kind: z.literal('export-answers'),
  surveyId: text,
  cursor: z.optional(text),
  resultParts: z.array(text),
});
export type AnswersJob = z.output<typeof answersJob>;

/** Counts the responses to a survey (C1), by the questions of one version; its figures are in a file. */
const countAnswersJob = atOnce({
  kind: z.literal('count-answers'),
  surveyId: text,
  surveyVersion: number,
  filter: responseFilter,
  cursor: z.optional(text),
});
export type CountAnswersJob = z.output<typeof countAnswersJob>;

/** Stops the enrollments of a deleted sequence (D11), or of an automation that was deactivated (E7). */
const stopJob = atOnce({
  kind: z.literal('stop-enrollments'),
  sequenceId: sequenceIdText,
  cursor: z.optional(text),
});
export type StopJob = z.output<typeof stopJob>;

/** Looks at every lead or record that an automation may be about (E6). */
const matchJob = atOnce({
  kind: z.literal('match-automation'),
  automationId: text,
  cursor: z.optional(text),
});
export type MatchJob = z.output<typeof matchJob>;

/** What a job follows: a filter as it was when the job was made, over what it is, and where its next slice begins. */
const onFilter = { filterId: text, over: text, filter, cursor: z.optional(text) };

/** Counts what matches a filter (E1): `accepted` of `read`. */
const countFilterJob = atOnce({ kind: z.literal('count-filter'), ...onFilter });
export type CountFilterJob = z.output<typeof countFilterJob>;

/** Enrolls the leads that match a filter (E1): those refused and warned of by the number that they were handled as. */
const enrollFilterJob = atOnce({
  kind: z.literal('enroll-filter'),
  ...onFilter,
  sequenceId: sequenceIdText,
  /** In whose name; undefined: in that of the owner of each lead. */
  userId: z.optional(userIdText),
  rejected: z.array(rejectedRow),
  rejectedParts: z.array(text),
  warned: z.array(rejectedRow),
  warnedParts: z.array(text),
});
export type EnrollFilterJob = z.output<typeof enrollFilterJob>;

/**
 * Erases everything that is held of people (F9): of one who asked, or of leads that nothing happened to since
 * `inactiveSince`. `people`: who, until it is done; then nothing says it any more, and what is left is the certificate:
 * when, by whom, how many leads, and how many items of each table.
 */
const eraseJob = atOnce({
  kind: z.literal('erase-lead'),
  people: z.array(erasedPerson),
  inactiveSince: z.optional(instant),
  /** How many people it erases, or has erased. */
  leads: number,
  /** From 1: what was under way during the first round is found by the next. */
  round: number,
  /** When that round may begin; undefined: at once. */
  roundAt: z.optional(instant),
  /** The table that its next slice goes on with, which of the people, from 0, and where in it; undefined: at the first. */
  table: z.optional(text),
  person: z.optional(number),
  cursor: z.optional(text),
  counts: z.array(erasureCount),
});
export type EraseJob = z.output<typeof eraseJob>;

/**
 * Removes what is kept no longer by the settings of an organisation (F9): one job, which goes over all leads once a day.
 * `counts`, `leads`: what it removed since it was made; `progress`: of the present round.
 */
const retentionJob = atOnce({
  kind: z.literal('apply-retention'),
  /** When the present round began. */
  begunAt: instant,
  /** When its last slice ended: one that stands still is let go on by the sweep. */
  slicedAt: instant,
  /** The lead that its next slice goes on behind; undefined: at the first. */
  cursor: z.optional(text),
  /** The job that erases inactive leads which it found, as it was last seen: the next slice waits for it. */
  erasing: z.optional(z.object({ id: text, revision: number })),
  /** When the next slice may begin; undefined: at once. */
  resumeAt: z.optional(instant),
  /** Inactive leads that were handed over to be erased. */
  leads: number,
  counts: z.array(erasureCount),
});
export type RetentionJob = z.output<typeof retentionJob>;

/**
 * Imports all people of a connected CRM (B6), in slices of the runs that read its changes. `total`: how many there were, about,
 * when it began; `cursors`: where the next slice of each object goes on.
 */
const importCrmJob = atOnce({
  kind: z.literal('import-crm'),
  connection: z.enum(crmKinds),
  total: number,
  cursors: z.record(text, text),
  /** The objects that are through. */
  through: z.array(text),
  paused: z.optional(z.object({ since: instant, by: text })),
});
export type ImportCrmJob = z.output<typeof importCrmJob>;

/** Writes everything that is held of one person into two files, one for programs and one to be read (F9). */
const exportLeadJob = atOnce({
  kind: z.literal('export-lead'),
  /** Undefined: the lead was erased since. */
  leadId: z.optional(leadIdText),
  resultParts: z.array(text),
});
export type ExportLeadJob = z.output<typeof exportLeadJob>;

const forecast = { ...base, kind: z.literal('forecast') };
const asked = { ...forecast, forecast: z.object({ wanted: forecastQuery }) };
/** Makes a forecast (F1): what is asked for, and when it is done its sums and the files of its lines and its load. */
const forecastJob = z.discriminatedUnion('status', [
  z.object({ ...asked, ...running }),
  z.object({ ...asked, ...failed }),
  z.object({
    ...forecast,
    ...done,
    forecast: z.object({ wanted: forecastQuery, summary: forecastSummary }),
    resultParts: z.array(text),
    loadParts: z.array(text),
  }),
]);
export type ForecastJob = z.output<typeof forecastJob>;

/**
 * Work that is too long for an answer, done in slices:
 *
 * ```
 * awaiting-upload ─▶ running ─▶ done | failed
 * ```
 * Only jobs on files wait. A slice run twice changes nothing twice. Version 0.2.0 stored what jobs on files have with every
 * job: read, it is dropped.
 */
export const job = z.discriminatedUnion('kind', [
  fileJob,
  exportJob,
  answersJob,
  countAnswersJob,
  stopJob,
  matchJob,
  forecastJob,
  countFilterJob,
  enrollFilterJob,
  eraseJob,
  exportLeadJob,
  retentionJob,
  importCrmJob,
]);
export type Job = z.output<typeof job>;

/** A job that is under way. */
export type RunningJob<Of extends Job = Job> = Extract<Of, { status: 'running' }>;

/** Whether a job works on the rows of a file. */
export function isFileJob<Some extends Job>(job: Some): job is Extract<Some, FileJob> {
  return 'position' in job;
}
