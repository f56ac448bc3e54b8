import type { ForecastLimits, ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { ForecastJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { checkScope, type ScopePorts } from '../forecasts/check-scope.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { newJobWithin } from './new-job.ts';

/** What one job foresees: as much as its function has memory for. */
export const limitsOfJob: ForecastLimits = { leads: 100_000, underWay: 100_000, inJob: true };

/**
 * Starts a forecast that is too large for an answer (F1). What can be known at once is refused at once, and whom it may
 * be about is settled now, by the role of its maker; it foresees from this moment on.
 */
export async function createForecastJob(
  ports: ScopePorts & { store: Pick<Store, 'jobs'>; queue: Queue; ids: Ids },
  { caller, query, now }: { caller: Caller; query: ForecastQuery; now: Instant },
): Promise<{ kind: 'created'; job: ForecastJob } | Refusal> {
  const { organisation, userId: by } = caller;
  const access = await loadAccessScope(ports.store, caller);
  const scope = await checkScope(ports, { organisation, by, access, query, limits: limitsOfJob, now });
  if (isRefusal(scope)) return scope;

  const job: ForecastJob = {
    ...newJobWithin(access, caller, ports.ids.next(), now),
    kind: 'forecast',
    status: 'running',
    forecast: { wanted: query },
  };
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(organisation, job.id);
  return { kind: 'created', job };
}
