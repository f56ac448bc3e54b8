import type { ActiveAutomation } from '../../domain/automations/automation.ts';
import type { MatchJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween, textOf } from '../../domain/time/instants.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { newJob } from './new-job.ts';

/** What an automation may be about is looked at again after this long, in seconds: once a day, as an hourly sweep counts it. */
const AGAIN_SECONDS = (24 * 60 - 30) * 60;

/**
 * Has a job look at all that an automation may be about (E6): when it is activated, and once a day as long as it runs, which
 * proves that nothing was missed (F4). There is one job for each activation, which begins anew.
 *
 * @returns whether it begins
 */
export async function startMatching(
  ports: { store: Pick<WholePorts['store'], 'jobs'> } & Pick<WholePorts, 'ids' | 'queue'>,
  { organisation, id: automationId, active }: ActiveAutomation,
  now: Instant,
): Promise<boolean> {
  const id = ports.ids.of(`match ${organisation} ${automationId} ${textOf(active.since)}`);
  const existing = await ports.store.jobs.get(organisation, id);
  if (existing !== undefined && !isPast(existing, now)) return false;
  const base = newJob({ organisation, userId: active.by, role: 'admin' }, id, now);
  const revision = (existing?.revision ?? 0) + 1;
  const job: MatchJob = { ...base, revision, kind: 'match-automation', status: 'running', automationId };
  if ((await ports.store.jobs.put(job, existing?.revision ?? 'absent')) === 'conflict') return false;
  await ports.queue.runJob(organisation, id);
  return true;
}

/** Whether a job ended long enough ago, or stands still since then. */
function isPast({ createdAt }: { createdAt: Instant }, now: Instant): boolean {
  return secondsBetween(createdAt, now) >= AGAIN_SECONDS;
}
