import type { ExportLeadJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import type { Caller } from '../../../domain/people/access.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Queue } from '../../../ports/queue.ts';
import type { Store } from '../../../ports/store.ts';
import { newJob } from '../new-job.ts';
import { readLead } from '../../leads/list-leads.ts';

type Ports = { store: Pick<Store, 'leads' | 'users' | 'jobs'>; queue: Queue; ids: Ids };

/** Starts writing everything that is held of a lead into files (F9), for whoever can access the lead. */
export async function requestExport(
  ports: Ports,
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'started'; job: ExportLeadJob } | Refusal> {
  const found = await readLead(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const job: ExportLeadJob = {
    ...newJob(caller, ports.ids.next(), now),
    owners: [found.item.ownerId],
    kind: 'export-lead',
    status: 'running',
    leadId: id,
    resultParts: [],
  };
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(caller.organisation, job.id);
  return { kind: 'started', job };
}
