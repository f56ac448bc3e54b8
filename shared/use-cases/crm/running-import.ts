import type { ImportCrmJob, RunningJob } from '../../domain/jobs/job.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import type { TakeInContext } from './take-in-context.ts';

/** The import that is under way; undefined: there is none. */
export async function runningImport(
  { store }: ConnectionPorts,
  { organisation, kind }: Pick<TakeInContext, 'organisation' | 'kind'>,
): Promise<RunningJob<ImportCrmJob> | undefined> {
  const state = await store.syncStates.get(organisation, kind);
  const job = state?.importId === undefined ? undefined : await store.jobs.get(organisation, state.importId);
  return job?.kind === 'import-crm' && job.status === 'running' ? job : undefined;
}
