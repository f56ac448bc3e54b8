import { countedFile } from '../../domain/jobs/job-files.ts';
import type { CountAnswersJob } from '../../domain/jobs/job.ts';
import { surveyFigures, type Results } from '../../domain/surveys/results.ts';
import type { Files } from '../../ports/files.ts';

/** Longest file of figures, in bytes: those of tens of thousands of employees. */
const mostBytes = 16 * 1024 * 1024;

/** What a job has counted so far, of its last slice. @throws Error where its file is gone: the job is counted anew by another */
export async function readCounted(
  { files }: { files: Pick<Files, 'read'> },
  job: CountAnswersJob,
): Promise<Results> {
  const key = countedFile(job, job.slices);
  const read = await files.read(key, { from: 0, length: mostBytes });
  if (read === undefined) throw new Error(`${key} is gone`);
  return surveyFigures.parse(JSON.parse(new TextDecoder().decode(read.bytes)));
}
