import type { Automation } from '../../domain/automations/automation.ts';
import type { MatchJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { textOf } from '../../domain/time/instants.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { newJob } from './new-job.ts';

/** Characters of an instant that name its day. */
const DAY = 'YYYY-MM-DD'.length;

/**
 * Starts the job that looks at all that an automation may be about: one for each activation and day, so that asking again
 * starts no second one.
 */
export async function startMatching(
  ports: Pick<WholePorts, 'store' | 'ids' | 'queue'>,
  { organisation, id: automationId, active }: Automation,
  by: string,
  now: Instant,
): Promise<void> {
  if (active === undefined) return;
  const day = textOf(now).slice(0, DAY);
  const id = ports.ids.of(`match ${organisation} ${automationId} ${textOf(active.since)} ${day}`);
  const base = newJob({ organisation, userId: by, role: 'admin' }, id, now);
  const job: MatchJob = { ...base, kind: 'match-automation', status: 'running', automationId };
  if ((await ports.store.jobs.put(job, 'absent')) === 'written') await ports.queue.runJob(organisation, id);
}
