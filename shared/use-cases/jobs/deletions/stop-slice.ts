import { isOver } from '../../../domain/core/enrollment.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { RunningJob, StopJob } from '../../../domain/jobs/job.ts';
import type { PageRequest } from '../../../ports/documents.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { saveSlice } from '../save-job.ts';
import { stopOfEnded } from './stop-of-ended.ts';
import { walkPages } from '../../../ports/walk.ts';

/** Enrollments of one slice: some minutes at most. */
const sliceSize = 2_000;

/**
 * Stops the next enrollments of a sequence that is over for them (D11, E7). Stopping what is over changes nothing, so a slice
 * that is run again goes over the same ones to no effect.
 */
export async function stopSlice(
  ports: WholePorts,
  job: RunningJob<StopJob>,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<StopJob | undefined> {
  const { organisation, sequenceId } = job;
  let { cursor } = job;
  let [read, stopped] = [0, 0];
  const sequence = await ports.store.sequences.get(organisation, sequenceId);
  const query = { index: 'bySequence', of: sequenceId } as const;
  const list = (page: PageRequest) => ports.store.enrollments.list(organisation, { ...page, query });
  for await (const page of walkPages(list, { cursor, most })) {
    const open = page.items.filter(({ state }) => !isOver(state));
    await stopOfEnded(ports, open, { sequence, now });
    read += page.items.length;
    stopped += open.length;
    ({ cursor } = page);
  }

  const { progress } = job;
  const after = {
    ...job,
    cursor,
    slices: job.slices + 1,
    progress: {
      ...progress,
      read: progress.read + read,
      accepted: progress.accepted + stopped,
      unchanged: progress.unchanged + read - stopped,
    },
  };
  return saveSlice<StopJob>(
    ports,
    job,
    cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}
