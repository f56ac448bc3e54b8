import type { ForecastSummary, Job } from '#shared/domain/jobs/job.ts';
import { toldWarning } from '#shared/use-cases/enrollments/told-warning.ts';

/** How much of the file is behind; a strict job goes through it twice. */
function percentOf({ status, strict, phase, position, totalBytes = 0 }: Job): number {
  if (status === 'done') return 100;
  const ofPhase = totalBytes === 0 ? 0 : (100 * position.byte) / totalBytes;
  const percent = strict ? ofPhase / 2 + (phase === 'write' ? 50 : 0) : ofPhase;
  return Math.floor(percent);
}

/** A job as it is answered. */
export const shown = ({ forecast, ...job }: Job) => ({
  ...job,
  percent: percentOf(job),
  ...(forecast !== undefined && {
    forecast: { ...(forecast.summary && { summary: shownSummary(forecast.summary) }) },
  }),
});

function shownSummary({ warnings, ...sums }: ForecastSummary) {
  return { ...sums, ...(warnings && { warnings: warnings.map(toldWarning) }) };
}
