import { columnNames, leadColumns, type ColumnNames } from './column-names.ts';
import type { FileJob } from './job.ts';
import { columnsOf, isColumns, type Column } from './lead-columns.ts';
import { suppressionColumns } from './suppression-columns.ts';

type OfKind = {
  known: ColumnNames;
  /** Values of which a file must have one: they name whom a row is about. */
  reachedBy: readonly string[];
  /** Whether columns that are not known are own fields of the lead; otherwise they are passed over. */
  ownFields: boolean;
  /** What cannot be done where there is none of them. */
  without?: string;
};

/** What the columns of a file mean to a job, by its kind; those of records are the job's own. */
const columnsOfKind: Readonly<Record<Exclude<FileJob['kind'], 'import-records'>, OfKind>> = {
  'import-leads': { known: leadColumns, reachedBy: ['email', 'phone'], ownFields: true },
  'enroll-leads': {
    known: columnNames(['email', 'phone', 'country', 'lead']),
    reachedBy: ['email', 'phone', 'lead'],
    ownFields: false,
  },
  'import-suppressions': {
    known: suppressionColumns,
    reachedBy: ['email', 'phone', 'address'],
    ownFields: false,
  },
};

/** What the columns of a job's file mean to it. */
export function columnsOfJob(job: FileJob): OfKind {
  if (job.kind !== 'import-records') return columnsOfKind[job.kind];
  const without = 'so records could not be told apart';
  return { known: job.columns, reachedBy: ['sourceId'], ownFields: false, without };
}

/** What was understood of a column. `readAs`: a value, or `fields.<name>`; undefined: it is passed over. */
export type ColumnRead = { name: string; readAs?: string | undefined; words: string };

/** What was understood of each column of a job's file; none before its first line has been read. */
export function columnsRead(job: FileJob): ColumnRead[] {
  const { known, reachedBy, ownFields } = columnsOfJob(job);
  const columns = columnsOf(job.header ?? [], reachedBy, known);
  return isColumns(columns) ? columns.map((column) => columnRead(column, ownFields)) : [];
}

function columnRead(column: Column, ownFields: boolean): ColumnRead {
  const { name } = column;
  if ('gives' in column)
    return { name, readAs: column.gives, words: `column ${name} read as ${column.gives}` };
  const { field, insteadOf } = column;
  const since = insteadOf === undefined ? '' : `, since column ${insteadOf.by} is read as ${insteadOf.gives}`;
  return ownFields
    ? { name, readAs: `fields.${field}`, words: `column ${name} read as the own field ${field}${since}` }
    : { name, words: `column ${name} passed over${since}` };
}
