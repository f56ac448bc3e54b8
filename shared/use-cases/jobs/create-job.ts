import type { SequenceId, UserId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { uploadFile } from '../../domain/jobs/job-files.ts';
import { recordColumns } from '../../domain/jobs/record-columns.ts';
import type { ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { Job, RowsWork } from '../../domain/jobs/job.ts';
import { canAccess, type Caller, type AccessScope } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import type { RecordType } from '../../domain/records/record-type.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import type { Files } from '../../ports/files.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import type { ScopePorts } from '../forecasts/check-scope.ts';
import { loadRecordType } from '../records/load-record-types.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { createForecastJob } from './create-forecast-job.ts';
import { newFileJob, newJobWithin } from './new-job.ts';

/** What a job is to do. */
export type JobInput =
  | { kind: 'import-leads' | 'import-suppressions'; strict: boolean }
  | { kind: 'import-records'; strict: boolean; typeId: string }
  | { kind: 'enroll-leads'; strict: boolean; sequenceId: SequenceId; userId?: UserId | undefined }
  | { kind: 'forecast'; forecast: ForecastQuery };

/**
 * Prepares a job: what it may touch is settled now, by the role of its maker. It waits for its file; a forecast needs
 * none and runs at once.
 */
export async function createJob(
  ports: ScopePorts & { store: Pick<Store, 'jobs' | 'recordTypes'>; files: Files; queue: Queue; ids: Ids },
  request: { caller: Caller; input: JobInput; now: Instant },
): Promise<{ kind: 'created'; job: Job; uploadUrl?: string | undefined } | Refusal> {
  const { caller, input, now } = request;
  const { organisation } = caller;
  if (input.kind === 'forecast') return createForecastJob(ports, { caller, query: input.forecast, now });
  const sequenceId = input.kind === 'enroll-leads' ? input.sequenceId : undefined;
  const sender = input.kind === 'enroll-leads' ? (input.userId ?? caller.userId) : undefined;
  const typeId = input.kind === 'import-records' ? input.typeId : undefined;
  const [access, sequence, user, type] = await Promise.all([
    loadAccessScope(ports.store, caller),
    sequenceId === undefined ? undefined : ports.store.sequences.get(organisation, sequenceId),
    sender === undefined ? undefined : ports.store.users.get(organisation, sender),
    typeId === undefined ? undefined : loadRecordType(ports.store, organisation, typeId),
  ]);

  const work = workOf(input, { caller, access, sequence, user, type });
  if (isRefusal(work)) return work;
  const base = newJobWithin(access, caller, ports.ids.next(), now);
  const job = newFileJob(base, { work, strict: input.strict });

  await ports.store.jobs.put(job, 'absent');
  return { kind: 'created', job, uploadUrl: await ports.files.uploadUrl(uploadFile(job)) };
}

/** What is to be done with the rows, if the caller may. */
function workOf(
  input: Exclude<JobInput, { kind: 'forecast' }>,
  {
    caller,
    access,
    sequence,
    user,
    type,
  }: {
    caller: Caller;
    access: AccessScope;
    sequence: Sequence | undefined;
    user: User | undefined;
    type: RecordType | undefined;
  },
): RowsWork | Refusal {
  switch (input.kind) {
    case 'import-leads':
      return { kind: input.kind };
    case 'import-suppressions':
      return access.kind === 'all'
        ? { kind: input.kind }
        : { kind: 'forbidden', detail: 'Only an admin imports suppressed addresses.' };
    case 'import-records': {
      const { kind, typeId } = input;
      if (type === undefined) return { kind: 'not-found', what: 'record type', id: typeId };
      return { kind, typeId, role: caller.role, columns: recordColumns(type) };
    }
    case 'enroll-leads': {
      const { kind, sequenceId, userId = caller.userId } = input;
      if (sequence === undefined || sequence.status === 'deleted')
        return { kind: 'not-found', what: 'sequence', id: sequenceId };
      if (!canAccess(access, userId))
        return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };
      return user === undefined
        ? { kind: 'not-found', what: 'user', id: userId }
        : { kind, sequenceId, userId, warned: [], warnedParts: [] };
    }
  }
}
