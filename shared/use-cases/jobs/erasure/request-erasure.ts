import { personOf } from '../../../domain/erasure/erased-person.ts';
import type { EraseJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import type { Caller } from '../../../domain/people/access.ts';
import { erasureScope } from '../../../domain/settings/settings.ts';
import { change } from '../../../ports/change.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Queue } from '../../../ports/queue.ts';
import type { Store } from '../../../ports/store.ts';
import { newJob } from '../new-job.ts';
import { readLead } from '../../leads/list-leads.ts';

type Ports = { store: Pick<Store, 'leads' | 'users' | 'jobs' | 'settings'>; queue: Queue; ids: Ids };

/** Starts erasing everything that is held of a lead (F9): for good, and at once. */
export async function requestErasure(
  ports: Ports,
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'started'; job: EraseJob } | Refusal> {
  const found = await readLead(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { organisation } = caller;
  await keepSalt(ports, organisation);
  const job: EraseJob = {
    ...newJob(caller, ports.ids.next(), now),
    kind: 'erase-lead',
    status: 'running',
    people: [personOf(found.item)],
    leads: 1,
    round: 1,
    counts: [],
  };
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(organisation, job.id);
  return { kind: 'started', job };
}

/** The salt that addresses of erased people are hashed with is made once, and stays. */
export async function keepSalt(
  ports: Pick<Ports, 'ids'> & { store: Pick<Store, 'settings'> },
  organisation: string,
): Promise<void> {
  const salt = ports.ids.secret();
  await change(ports.store.settings, { organisation, id: erasureScope }, (known) =>
    known === undefined ? { write: { organisation, scope: erasureScope, values: {}, salt } } : 'unchanged',
  );
}
