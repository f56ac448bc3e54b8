import type { CrmKind } from '../../domain/connections/connectors.ts';
import { isPerson } from '../../domain/crm/crm-link.ts';
import type { ImportCrmJob, RunningJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { changeSyncState } from '../connections/lease.ts';
import { withCrm } from '../connections/open-crm.ts';
import { refusalOfCrm } from '../connections/refusal-of-crm.ts';
import { newJob } from '../jobs/new-job.ts';
import { saveJob } from '../jobs/save-job.ts';
import { runningImport } from './running-import.ts';

type Started = { kind: 'started'; job: ImportCrmJob };
type Request = { caller: Caller; kind: CrmKind; now: Instant };

/** Begins to import all people of a CRM (B6): the runs that read its changes go on with it. One at a time. */
export async function startImport(ports: ConnectionPorts, request: Request): Promise<Started | Refusal> {
  const { caller, kind, now } = request;
  const { organisation } = caller;
  const of = { organisation, kind };
  if ((await ports.store.mappings.get(organisation, kind)) === undefined)
    return { kind: 'conflict', detail: 'Map its fields first: nothing could be taken over.' };
  const running = await runningImport(ports, of);
  if (running !== undefined) return { kind: 'started', job: running };
  const counted = await withCrm(ports, { ...of, holder: ports.ids.next(), now }, async (crm) => {
    let total = 0;
    for (const object of crm.objects) if (isPerson(object)) total += await crm.count(object);
    return total;
  });
  if (counted.kind !== 'done') return refusalOfCrm(counted, kind);
  const job: RunningJob<ImportCrmJob> = {
    ...newJob(caller, ports.ids.next(), now),
    kind: 'import-crm',
    status: 'running',
    connection: kind,
    total: counted.value,
    cursors: {},
    through: [],
  };
  await ports.store.jobs.put(job, 'absent');
  await changeSyncState(ports, of, (state) => ({ ...state, importId: job.id }));
  return { kind: 'started', job };
}

/** Pauses an import, or lets it go on from where it stopped. */
export async function pauseImport(
  ports: ConnectionPorts,
  { caller, kind, now, paused }: Request & { paused: boolean },
): Promise<Started | Refusal> {
  const job = await runningImport(ports, { organisation: caller.organisation, kind });
  if (job === undefined) return { kind: 'conflict', detail: 'No import is under way.' };
  if ((job.paused !== undefined) === paused) return { kind: 'started', job };
  const { paused: _paused, ...going } = job;
  const next = paused ? { ...going, paused: { since: now, by: caller.userId } } : going;
  const saved = await saveJob(ports, job, next);
  return saved === undefined
    ? { kind: 'busy', detail: 'It is at work at this moment: try again.' }
    : { kind: 'started', job: saved };
}
