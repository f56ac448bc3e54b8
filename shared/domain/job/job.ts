import type { Instant } from '../kernel/instant.ts';

/** A row of a file that was refused: 1-based line, the column if one is to blame, and what to mend. */
export type RejectedRow = { line: number; column?: string | undefined; reason: string };

/**
 * Work on a file, in slices: waiting for its upload, running, then done or failed. A slice ends at a row boundary;
 * `position` is where the next one begins, so that a slice run twice changes nothing twice.
 */
export type Job = {
  organisation: string;
  id: string;
  revision: number;
  kind: 'import-leads' | 'enroll-leads';
  status: 'awaiting-upload' | 'running' | 'done' | 'failed';
  createdBy: string;
  createdAt: Instant;
  /** Refuse the whole file when one row is refused. */
  strict: boolean;
  /** For `enroll-leads`: the sequence, and on behalf of whom. */
  sequenceId?: string | undefined;
  userId?: string | undefined;
  /** Byte offset and line that the next slice begins at. */
  position: { byte: number; line: number };
  header?: string[] | undefined;
  totalBytes?: number | undefined;
  progress: { read: number; accepted: number; unchanged: number; rejected: number };
  /** The first refused rows; all of them are in the file `rejected.csv` of the job. */
  rejected: RejectedRow[];
  problem?: string | undefined;
};
