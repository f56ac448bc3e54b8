import { BY_RETENTION, retentionOf } from '../../../domain/erasure/retention.ts';
import type { RetentionJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { SettingsOfLevel } from '../../../domain/settings/settings.ts';
import { secondsBetween } from '../../../domain/time/instants.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Queue } from '../../../ports/queue.ts';
import type { Store } from '../../../ports/store.ts';
import { newJob } from '../new-job.ts';
import { keepSalt } from '../erasure/request-erasure.ts';

type Ports = { store: Pick<Store, 'jobs' | 'settings'>; ids: Ids; queue: Pick<Queue, 'runJob'> };

/** A round begins after this long, in seconds: once a day, as an hourly sweep counts it. */
const AGAIN_SECONDS = (24 * 60 - 30) * 60;

/** A job whose last slice is older stands still, in seconds: a slice waits a quarter of an hour at most, and runs ten minutes. */
const STILL_SECONDS = 3600;

/**
 * Has a job remove what an organisation keeps no longer (F9), once a day; one that stands still goes on where it was.
 *
 * @returns whether a round begins
 */
export async function startRetention(
  ports: Ports,
  { organisation, values }: Pick<SettingsOfLevel, 'organisation' | 'values'>,
  now: Instant,
): Promise<boolean> {
  const retention = retentionOf(values, now);
  if (retention === undefined) return false;
  const id = ports.ids.of(`retention ${organisation}`);
  const existing = await ports.store.jobs.get(organisation, id);
  const before = existing?.kind === 'apply-retention' ? existing : undefined;
  if (before?.status === 'running') {
    const isStill = secondsBetween(before.slicedAt, now) >= STILL_SECONDS;
    if (isStill) await ports.queue.runJob(organisation, id);
    return false;
  }
  if (before !== undefined && secondsBetween(before.begunAt, now) < AGAIN_SECONDS) return false;
  if (retention.leads !== undefined) await keepSalt(ports, organisation);
  const fresh = newJob({ organisation, userId: BY_RETENTION, role: 'admin' }, id, now);
  const job: RetentionJob = {
    ...fresh,
    createdAt: before?.createdAt ?? now,
    revision: (before?.revision ?? 0) + 1,
    kind: 'apply-retention',
    status: 'running',
    begunAt: now,
    slicedAt: now,
    leads: before?.leads ?? 0,
    counts: before?.counts ?? [],
  };
  if ((await ports.store.jobs.put(job, before?.revision ?? 'absent')) === 'conflict') return false;
  await ports.queue.runJob(organisation, id);
  return true;
}
