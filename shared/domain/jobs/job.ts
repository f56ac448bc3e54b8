import type { ForecastTotals } from '../forecast/forecast-report.ts';
import type { ForecastQuery } from '../forecast/forecast-query.ts';
import type { HourWarning } from '../core/enroll-warnings.ts';
import type { Instant } from '../kernel/instant.ts';

/** A row of a file that was refused: 1-based line, the column if one is to blame, and what to mend. */
export type RejectedRow = { line: number; column?: string | undefined; reason: string };

/** What a job does with its file; exports and forecasts write one instead of reading one, and stopping has none. */
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

/**
 * Work on a file, in slices: waiting for its upload, running, then done or failed. A slice ends at a row boundary;
 * `position` is where the next one begins, so that a slice run twice changes nothing twice.
 *
 * A strict job goes through the file twice: it checks every row, and writes only when none was refused.
 */
export type Job = {
  organisation: string;
  id: string;
  revision: number;
  kind: JobKind;
  status: 'awaiting-upload' | 'running' | 'done' | 'failed';
  createdBy: string;
  createdAt: Instant;
  /** Refuse the whole file when one row is refused. */
  strict: boolean;
  /** Users whose leads its rows may touch, from the role of who made it; undefined: all. */
  owners?: string[] | undefined;
  /** For `enroll-leads`: the sequence, and on behalf of whom. */
  sequenceId?: string | undefined;
  userId?: string | undefined;
  phase: 'check' | 'write';
  /** Slices done, over both phases; it names the files that a slice writes. */
  slices: number;
  /** Byte offset and line that the next slice begins at. */
  position: { byte: number; line: number };
  /** Columns of the file, and what stands between them; known once the first line has been read. */
  header?: string[] | undefined;
  delimiter?: string | undefined;
  totalBytes?: number | undefined;
  /** Rows read, written (new or changed), found as they were, and refused, in the present phase. */
  progress: { read: number; accepted: number; unchanged: number; rejected: number };
  /** The first refused rows. */
  rejected: RejectedRow[];
  /** Files that together, in order, are `rejected.csv`: every refused row. Each slice that refused adds one. */
  rejectedParts: string[];
  /** For `enroll-leads`: the first leads enrolled with a warning (D7), and the files of all, as with the refused rows. */
  warned?: RejectedRow[] | undefined;
  warnedParts?: string[] | undefined;
  /** For an export: where its next slice begins, and the files that together are its result. */
  cursor?: string | undefined;
  resultParts?: string[] | undefined;
  /** For `forecast` (F1): what is asked for, and the sums when it is done; the files that together are its load. */
  forecast?: { wanted: ForecastQuery; summary?: ForecastSummary | undefined } | undefined;
  loadParts?: string[] | undefined;
  /** Why it failed. */
  problem?: string | undefined;
  finishedAt?: Instant | undefined;
};
