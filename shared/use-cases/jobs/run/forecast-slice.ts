import { describeReason } from '../../../domain/activity/describe-reason.ts';
import { simulateStepwise } from '../../../domain/forecast/simulate.ts';
import type { ForecastLine, ForecastLoad, ForecastStep } from '../../../domain/forecast/forecast-report.ts';
import { loadFile, resultFile } from '../../../domain/jobs/job-files.ts';
import type { ForecastJob, ForecastSummary, Job, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import { canAccess } from '../../../domain/people/access.ts';
import { gatherForecast, reportOn, type Gathered } from '../../forecasts/gather-forecast.ts';
import { describeUnpredictable } from '../../../domain/forecast/unpredictable.ts';
import { accessOfJob } from '../access-of-job.ts';
import { limitsOfJob } from '../create-forecast-job.ts';
import type { JobPorts } from '../job-ports.ts';
import { PartWriter } from './part-writer.ts';
import { saveJob } from '../save-job.ts';
import { textOf } from '../../../domain/time/instants.ts';

const columns = [
  ...['lead', 'enrollment', 'sequence', 'step', 'channel'],
  ...['outcome', 'due', 'at', 'user', 'reasons'],
];
const columnsOfLoad = ['user', 'channel', 'date', 'used', 'cap', 'full'];

/**
 * Makes the forecast of a job, in one go: lanes of different senders are bound to one another by who stands in, and the
 * imagined clock is one. What is foreseen is written part by part while it is, so that memory holds enrollments and the
 * days of lanes, not lines. It foresees from when the job was made: run again, it writes the same parts under the same
 * names.
 */
export async function forecastSlice(
  ports: JobPorts,
  job: RunningJob<ForecastJob>,
  { now, lines }: { now: Instant; lines?: number | undefined },
): Promise<ForecastJob | undefined> {
  const { organisation, createdBy: by, createdAt } = job;
  const { wanted: query } = job.forecast;
  const access = accessOfJob(job);
  const request = { organisation, by, access, query, limits: limitsOfJob, now: createdAt };
  const gathered = await gatherForecast(ports, request);
  if (gathered.kind !== 'gathered') {
    return saveJob<ForecastJob>(ports, job, {
      ...job,
      status: 'failed',
      problem: problemOf(gathered),
      finishedAt: now,
    });
  }

  const nameOf = (part: number) => resultFile(job, part);
  const result = new PartWriter(ports, { columns, nameOf, lines });
  const { totals, load } = await write(result, gathered);
  const shown = load.filter(({ userId }) => canAccess(access, userId));
  const loadParts = await writeLoad(ports, job, shown, lines);

  const summary: ForecastSummary = {
    ...totals,
    fullDays: shown.filter(isFull).length,
    notForecast: gathered.unpredictable.length,
    alreadyEnrolled: gathered.alreadyEnrolled.length,
    warnings: gathered.warnings,
  };
  return saveJob<ForecastJob>(ports, job, {
    ...job,
    status: 'done',
    finishedAt: now,
    slices: job.slices + 1,
    progress: { ...job.progress, read: totals.leads, accepted: totals.leads },
    forecast: { wanted: query, summary },
    resultParts: result.parts,
    loadParts,
  });
}

/** Plays the forecast and writes what is foreseen, by time, then what cannot be. */
async function write(result: PartWriter, gathered: Gathered) {
  const { input, unpredictable, alreadyEnrolled } = gathered;
  const report = reportOn(gathered, {
    onStep: (line, step) => result.add(cellsOfStep(line, step)),
    onLine: (line) => {
      if (line.end !== undefined) result.add(cellsOfEnd(line, line.end));
    },
  });
  const play = simulateStepwise(input, (of, at, events) => report.take(of, at, events));
  while (play.next().done !== true) await result.flush();
  report.closeAll();
  for (const { enrollment, reason } of unpredictable) {
    const { leadId, id, sequenceId, userId } = enrollment;
    result.add([
      leadId,
      id,
      sequenceId,
      '',
      '',
      'not-forecast',
      '',
      '',
      userId,
      describeUnpredictable(reason),
    ]);
    await result.flush();
  }
  for (const leadId of alreadyEnrolled) {
    result.add([leadId, '', '', '', '', 'already-enrolled', '', '', '', '']);
    await result.flush();
  }
  await result.end();
  return { totals: report.totals, load: report.load() };
}

async function writeLoad(
  ports: JobPorts,
  job: Job,
  load: readonly ForecastLoad[],
  lines: number | undefined,
): Promise<string[]> {
  const nameOf = (part: number) => loadFile(job, part);
  const writer = new PartWriter(ports, { columns: columnsOfLoad, nameOf, lines });
  for (const day of load) {
    const { userId, channel, date, used, cap } = day;
    writer.add([userId, channel, date, String(used), String(cap ?? ''), isFull(day) ? 'yes' : 'no']);
    await writer.flush();
  }
  await writer.end();
  return writer.parts;
}

function cellsOfStep({ leadId, enrollmentId, sequenceId }: ForecastLine, step: ForecastStep): string[] {
  const { step: id, channel, outcome, due, at, userId, because } = step;
  const words = because.map(describeReason).join('; ');
  return [leadId, enrollmentId, sequenceId, id, channel, outcome, textOf(due), textOf(at), userId, words];
}

function cellsOfEnd(
  line: ForecastLine,
  { outcome, at, because }: NonNullable<ForecastLine['end']>,
): string[] {
  const { leadId, enrollmentId, sequenceId, userId } = line;
  return [leadId, enrollmentId, sequenceId, '', '', outcome, '', textOf(at), userId, describeReason(because)];
}

function isFull({ used, cap }: ForecastLoad): boolean {
  return cap !== null && used >= cap;
}

function problemOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'invalid':
      return refusal.problems.map(({ message }) => message).join(' ');
    case 'not-found':
      return `There is no ${refusal.what} “${refusal.id}” any more.`;
    case 'forbidden':
    case 'busy':
    case 'conflict':
      return refusal.detail;
    case 'changed':
    case 'revision-needed':
      return 'It was changed in the meantime: ask again.';
    case 'key-reused':
      return 'The Idempotency-Key was used for another request.';
  }
}
