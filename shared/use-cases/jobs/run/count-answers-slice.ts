import { countedFile } from '../../../domain/jobs/job-files.ts';
import type { CountAnswersJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { resolveSettings } from '../../../domain/settings/resolve.ts';
import { joinResults } from '../../../domain/surveys/results.ts';
import { countResponses } from '../../surveys/count-responses.ts';
import { accessOfJob } from '../access-of-job.ts';
import type { JobPorts } from '../job-ports.ts';
import { readCounted } from '../read-counted.ts';
import { saveSlice } from '../save-job.ts';

/**
 * Counts the next responses to a survey and adds them to the figures of the slices before (C1). These are in a file that
 * has the name of its slice, so that a slice that is run again counts nothing twice.
 */
export async function countAnswersSlice(
  ports: JobPorts,
  job: RunningJob<CountAnswersJob>,
  { rows, now }: { rows: number; now: Instant },
): Promise<CountAnswersJob | undefined> {
  const { organisation, surveyId, surveyVersion, filter, cursor, slices, progress } = job;
  const [settings, version, before] = await Promise.all([
    ports.store.settings.get(organisation, 'organisation'),
    ports.store.surveyVersions.get(organisation, `${surveyId}.${surveyVersion}`),
    slices === 0 ? undefined : readCounted(ports, job),
  ]);
  const { zone } = resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value;
  const next = await countResponses(ports, {
    organisation,
    surveyId,
    questions: version?.questions ?? [],
    filter,
    access: accessOfJob(job),
    zone,
    cursor,
    most: rows,
  });
  const figures = before === undefined ? next.figures : joinResults(before, next.figures);
  await ports.files.write(countedFile(job, slices + 1), JSON.stringify(figures), 'application/json');
  const after = {
    ...job,
    cursor: next.cursor,
    slices: slices + 1,
    progress: {
      ...progress,
      read: progress.read + next.read,
      accepted: progress.accepted + next.counted,
    },
  };
  return saveSlice<CountAnswersJob>(
    ports,
    job,
    next.cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}
