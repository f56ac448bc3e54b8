import { columnsRead } from '#shared/domain/jobs/columns-of-kind.ts';
import {
  isFileJob,
  type ForecastSummary,
  type ImportCrmJob,
  type Job,
  type OnFile,
  type RetentionJob,
} from '#shared/domain/jobs/job.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusSeconds, secondsBetween } from '#shared/domain/time/instants.ts';
import { keptAfterErasure } from '#shared/domain/erasure/erased-person.ts';
import { warningView } from '#shared/use-cases/enrollments/warning-view.ts';

/** How much of the work is behind; a strict job goes through its file twice, others say only when they are done. */
function percentOf(job: Job): number {
  if (job.status === 'done') return 100;
  if (job.kind === 'import-crm')
    return Math.min(99, Math.floor((100 * job.progress.read) / Math.max(1, job.total)));
  if (!isFileJob(job) || job.status === 'awaiting-upload' || job.totalBytes === 0) return 0;
  const ofPhase = (100 * job.position.byte) / job.totalBytes;
  return Math.floor(job.strict ? ofPhase / 2 + (job.phase === 'write' ? 50 : 0) : ofPhase);
}

/** What the API shows of jobs without a file in the place of what they do not have. */
const withoutFile: Pick<OnFile, 'strict' | 'phase' | 'rejected'> = {
  strict: false,
  phase: 'write',
  rejected: [],
};

/** A job as it is answered. */
export function shown(job: Job, now?: Instant) {
  const common = { ...withoutFile, ...job, percent: percentOf(job), certificate: certificateOf(job) };
  const summary =
    job.kind === 'forecast' && job.status === 'done' ? shownSummary(job.forecast.summary) : undefined;
  const columns = isFileJob(job) && job.header !== undefined ? columnsRead(job) : undefined;
  const retention = job.kind === 'apply-retention' ? retentionOf(job) : undefined;
  const crmImport = job.kind === 'import-crm' ? importOf(job, now) : undefined;
  return {
    ...common,
    columns,
    retention,
    crmImport,
    forecast: job.kind === 'forecast' ? { summary } : undefined,
  };
}

/** What an erasure that is done has to show for it: nothing in it says whom it was about (F9). */
function certificateOf(job: Job) {
  if (job.kind !== 'erase-lead' || job.status !== 'done') return undefined;
  const { leads, counts: tables } = job;
  return { at: job.finishedAt, by: job.createdBy, leads, tables, kept: [...keptAfterErasure] };
}

/** What retention has removed so far (F9). */
function retentionOf({ createdAt: since, begunAt, leads, counts: tables }: RetentionJob) {
  return { since, begunAt, leads, tables };
}

/** How an import from a CRM stands: of how many, and when it will be done if it goes on as it went so far. */
function importOf(
  { connection, total, paused, createdAt, progress: { read }, status }: ImportCrmJob,
  now?: Instant,
) {
  const left = Math.max(0, total - read);
  const goesOn = status === 'running' && paused === undefined && read > 0 && now !== undefined;
  const seconds = goesOn ? Math.ceil((secondsBetween(createdAt, now) / read) * left) : undefined;
  return {
    ...{ connection, total, paused },
    ...(seconds !== undefined && now !== undefined && { estimatedEnd: plusSeconds(now, seconds) }),
  };
}

function shownSummary({ warnings, ...sums }: ForecastSummary) {
  return { ...sums, ...(warnings && { warnings: warnings.map(warningView) }) };
}
