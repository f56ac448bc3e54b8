import type { RejectedRow } from '../../../domain/jobs/job.ts';
import type { Column, Row } from '../../../domain/jobs/lead-columns.ts';
import type { SeenLeads } from '../../../domain/jobs/seen-leads.ts';

/** A row whose cells could be read. */
export type RowToDo = { line: number; row: Row };

/** What became of some rows: written, found as they were, or refused; `warned`: written, and there is something to know. */
export type Outcome = {
  accepted: number;
  unchanged: number;
  rejected: RejectedRow[];
  warned?: RejectedRow[];
};

/** Works on some rows, in the order of their lines; persons met before are in `seen`, and these are added. */
export type RunRows = (
  rows: readonly RowToDo[],
  columns: readonly Column[],
  seen: SeenLeads,
) => Promise<Outcome>;
