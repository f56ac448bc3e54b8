import type { SequenceId } from '../../../domain/kernel/ids.ts';
import type { StopJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Caller } from '../../../domain/people/access.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { newJob } from '../new-job.ts';

/** Starts the one job that stops the enrollments of a sequence, or starts it anew if it ended and left some. */
export async function stopByJob(
  ports: Pick<WholePorts, 'store' | 'ids' | 'queue'>,
  { caller, sequenceId, now }: { caller: Caller; sequenceId: SequenceId; now: Instant },
): Promise<void> {
  const { organisation } = caller;
  const jobId = ports.ids.of(`stop ${organisation} ${sequenceId}`);
  const existing = await ports.store.jobs.get(organisation, jobId);
  if (existing?.status !== 'running') {
    const revision = (existing?.revision ?? 0) + 1;
    const base = { ...newJob(caller, jobId, now), revision };
    const job: StopJob = { ...base, kind: 'stop-enrollments', status: 'running', sequenceId };
    await ports.store.jobs.put(job, existing?.revision ?? 'absent');
  }
  await ports.queue.runJob(organisation, jobId);
}
