import type { Job } from './job.ts';

const folder = ({ organisation, id }: Pick<Job, 'organisation' | 'id'>): string =>
  `jobs/${organisation}/${id}`;

/** Longest file that a job works on, in bytes: some 500,000 rows. */
export const mostUploadBytes = 100 * 1024 * 1024;

/** The file that is worked on. */
export function uploadFile(job: Pick<Job, 'organisation' | 'id'>): string {
  return `${folder(job)}/upload.csv`;
}

/** The first line of `rejected.csv`. */
export const rejectedColumns = ['line', 'column', 'reason'] as const;

/** The part of `rejected.csv` that the job's next slice writes; the same when the slice is run again. */
export function rejectedFile(job: Job): string {
  return `${folder(job)}/rejected-${String(job.slices + 1).padStart(6, '0')}.csv`;
}

/** The part of `warned.csv` that the job's next slice writes. */
export function warnedFile(job: Job): string {
  return `${folder(job)}/warned-${String(job.slices + 1).padStart(6, '0')}.csv`;
}

/** A part of its result: by default the one that the next slice of an export writes. */
export function resultFile(job: Job, part = job.slices + 1): string {
  return `${folder(job)}/result-${String(part).padStart(6, '0')}.csv`;
}

/** What a count of answers came to by the time a number of slices were done. */
export function countedFile(job: Pick<Job, 'organisation' | 'id'>, slices: number): string {
  return `${folder(job)}/counted-${String(slices).padStart(6, '0')}.json`;
}

/** A part of the load of a forecast, from 1. */
export function loadFile(job: Job, part: number): string {
  return `${folder(job)}/load-${String(part).padStart(6, '0')}.csv`;
}

/** The persons met by the time a number of slices were done. */
export function seenFile(job: Job, slices: number): string {
  return `${folder(job)}/seen-${String(slices).padStart(6, '0')}.txt`;
}

/** What is held of one person: for programs, and to be read (F9). */
export function personFiles(job: Job): { json: string; html: string } {
  return { json: `${folder(job)}/person.json`, html: `${folder(job)}/person.html` };
}
