import { crmObjects, type CrmObject } from '../../domain/crm/crm-object.ts';
import { isPerson } from '../../domain/crm/crm-link.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import type { ImportCrmJob, RunningJob } from '../../domain/jobs/job.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { saveJob } from '../jobs/save-job.ts';
import { runningImport } from './running-import.ts';
import { takeInAll } from './take-in-all.ts';
import type { TakeInContext } from './take-in-context.ts';

/** People that are asked for at once. */
const PAGE = 200;
/** Of the day’s allowance of calls, what an import leaves to everything else. */
const LEFT_TO_OTHERS = 0.3;

/**
 * Goes on with the import of all people of one object, if one is under way: page by page, each noted before the next is
 * asked for, while there is time and the allowance of calls lasts.
 */
export async function importSlice(
  ports: ConnectionPorts,
  crm: Crm,
  context: TakeInContext,
  { object, goesOn }: { object: CrmObject; goesOn: () => Promise<boolean> },
): Promise<void> {
  if (!isPerson(object)) return;
  let job = await runningImport(ports, context);
  while (job !== undefined && job.paused === undefined && !job.through.includes(object)) {
    if (!(await goesOn())) return;
    if (isNearlyUsed(crm)) return;
    const cursor = job.cursors[object];
    const fields = fieldsToRead(context.mapping, object);
    const page = await crm.changes({ object, fields, most: PAGE, ...(cursor !== undefined && { cursor }) });
    const done = await takeInAll(ports, { ...context, imports: true }, page.records);
    job = await noteSlice(ports, crm, job, { object, ...page, ...done }, context.now);
  }
}

type Slice = {
  object: CrmObject;
  records: readonly unknown[];
  cursor: string;
  more: boolean;
  changed: number;
  passedOver: readonly unknown[];
};

async function noteSlice(
  ports: ConnectionPorts,
  crm: Crm,
  job: RunningJob<ImportCrmJob>,
  slice: Slice,
  now: TakeInContext['now'],
): Promise<RunningJob<ImportCrmJob> | undefined> {
  const { read, accepted, unchanged, rejected } = job.progress;
  const { object, records, changed, passedOver } = slice;
  const through = slice.more ? job.through : [...job.through, object];
  const next = {
    ...job,
    slices: job.slices + 1,
    cursors: { ...job.cursors, [object]: slice.cursor },
    through,
    progress: {
      read: read + records.length,
      accepted: accepted + changed,
      unchanged: unchanged + records.length - changed - passedOver.length,
      rejected: rejected + passedOver.length,
    },
  };
  const isOver = crmObjects.every(
    (each) => !isPerson(each) || !crm.objects.includes(each) || through.includes(each),
  );
  if (!isOver) return saveJob(ports, job, next);
  await saveJob(ports, job, { ...next, status: 'done', finishedAt: now });
  return undefined;
}

function isNearlyUsed(crm: Crm): boolean {
  const told = crm.allowance();
  return told !== undefined && told.used > told.allowed * (1 - LEFT_TO_OTHERS);
}
