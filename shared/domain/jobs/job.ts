import type { ForecastTotals } from '../forecast/forecast-report.ts';
import type { ForecastQuery } from '../forecast/forecast-query.ts';
import type { HourWarning } from '../core/enroll-warnings.ts';
import type { Instant } from '../kernel/instant.ts';

/** A row of a file that was refused: 1-based line, the column if one is to blame, and what to mend. */
export type RejectedRow = { line: number; column?: string | undefined; reason: string };

/** What a job does: works on the rows of a file, writes a file, or stops what a deleted sequence left. */
export const jobKinds = [
  'import-leads',
  'enroll-leads',
  'import-suppressions',
  'export-suppressions',
  'stop-enrollments',
  'forecast',
] as const;
export type JobKind = (typeof jobKinds)[number];

/**
 * What a forecast came to: sums, days on which a channel of a sender is full, how much of it cannot be told, and what it
 * warns of.
 */
export type ForecastSummary = ForecastTotals & {
  fullDays: number;
  notForecast: number;
  alreadyEnrolled: number;
  /** Steps that the sender's working hours keep from going at their hour (D3); undefined: made by version 0.2.0. */
  warnings?: HourWarning[] | undefined;
};

/** What jobs of all kinds have. */
export type JobBase = {
  organisation: string;
  id: string;
  revision: number;
  createdBy: string;
  createdAt: Instant;
  /** Users whose leads it may touch, from the role of who made it; undefined: all. */
  owners?: string[] | undefined;
  /** Slices done; it names the files that a slice writes. */
  slices: number;
  /** Rows or items read, written (new or changed), found as they were, and refused; of a file, in the present phase. */
  progress: { read: number; accepted: number; unchanged: number; rejected: number };
};

type Running = { status: 'running' };
type Done = { status: 'done'; finishedAt: Instant };
/** `problem`: why, for who made it. */
type Failed = { status: 'failed'; finishedAt: Instant; problem: string };

/**
 * What a job on a file has beside. A strict one goes through the file twice: it checks every row, and writes only when
 * none was refused.
 */
export type OnFile = {
  strict: boolean;
  phase: 'check' | 'write';
  /** Byte offset and line that the next slice begins at: a slice ends at a row boundary. */
  position: { byte: number; line: number };
  /** Columns of the file, and what stands between them; known once the first line has been read. */
  header?: string[] | undefined;
  delimiter?: string | undefined;
  /** The first refused rows. */
  rejected: RejectedRow[];
  /** Files that together, in order, are `rejected.csv`: every refused row. Each slice that refused adds one. */
  rejectedParts: string[];
};

/** Enrolls the leads that rows name: in which sequence, and on behalf of whom. */
export type EnrollRows = {
  kind: 'enroll-leads';
  sequenceId: string;
  userId: string;
  /** The first leads enrolled with a warning (D7), and the files of all, as with the refused rows. */
  warned: RejectedRow[];
  warnedParts: string[];
};

/** What a job on a file does with its rows. */
export type RowsWork = { kind: 'import-leads' } | { kind: 'import-suppressions' } | EnrollRows;

/** A job on a file: it waits for its upload first. */
export type FileJob = JobBase &
  OnFile &
  RowsWork &
  ({ status: 'awaiting-upload' } | ({ totalBytes: number } & (Running | Done | Failed)));

/** Writes the suppression list: where its next slice begins, and the files that together are its result. */
export type ExportJob = JobBase & {
  kind: 'export-suppressions';
  cursor?: string | undefined;
  resultParts: string[];
} & (Running | Done);

/** Stops the enrollments of a deleted sequence (D11). */
export type StopJob = JobBase & {
  kind: 'stop-enrollments';
  sequenceId: string;
  cursor?: string | undefined;
} & (Running | Done);

/** Makes a forecast (F1): what is asked for, and when it is done its sums and the files of its lines and its load. */
export type ForecastJob = JobBase & { kind: 'forecast' } & (
    | ((Running | Failed) & { forecast: { wanted: ForecastQuery } })
    | (Done & {
        forecast: { wanted: ForecastQuery; summary: ForecastSummary };
        resultParts: string[];
        loadParts: string[];
      })
  );

/**
 * Work that is too long for an answer, done in slices:
 *
 * ```
 * awaiting-upload ─▶ running ─▶ done | failed
 * ```
 * Only jobs on files wait. A slice run twice changes nothing twice.
 */
export type Job = FileJob | ExportJob | StopJob | ForecastJob;

/** A job that is under way. */
export type RunningJob<Of extends Job = Job> = Extract<Of, { status: 'running' }>;

/** Whether a job works on the rows of a file. */
export function isFileJob<Some extends Job>(job: Some): job is Extract<Some, FileJob> {
  return 'position' in job;
}
