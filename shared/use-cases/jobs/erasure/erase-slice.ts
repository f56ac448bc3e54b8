import { isOver } from '../../../domain/core/enrollment.ts';
import { withCount, type ErasedPerson } from '../../../domain/erasure/erased-person.ts';
import type { EraseJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { stepEntryName } from '../../../domain/lanes/wake-up.ts';
import { plusSeconds, secondsBetween } from '../../../domain/time/instants.ts';
import { addressesOf } from '../../../domain/people/suppression.ts';
import { walk } from '../../../ports/walk.ts';
import { stopEnrollment } from '../../enrollments/change-enrollment.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveJob, saveSlice } from '../save-job.ts';
import { noteSuppression } from '../../suppressions/suppress-lead.ts';
import { suppressErased } from './erase-suppression.ts';
import type { Erasure } from './erasure.ts';
import { erasedTables } from './erasure-of-tables.ts';

/** Items that a slice reads: some minutes at most. */
const sliceSize = 10_000;

/** What follows the record and the figures is through after this long, in seconds, unless it stands still. */
const betweenRoundsSeconds = 900;
const rounds = 2;

/**
 * Erases the next items of a person (F9). First nothing more may go out to the person; then table after table, the lead
 * last. What was under way meanwhile, such as an activity that told of the last stop, is found by a second round a
 * quarter of an hour later. A slice run again finds less or nothing.
 */
export async function eraseSlice(
  ports: JobPorts,
  job: RunningJob<EraseJob>,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<EraseJob | undefined> {
  const { organisation } = job;
  if (job.person === undefined) throw new Error(`Job ${job.id} runs and does not say whom it erases`);
  // The message came twice, or somebody started the job by hand.
  if (job.roundAt !== undefined && job.roundAt > now) {
    await ports.queue.runJob(organisation, job.id, Math.ceil(secondsBetween(now, job.roundAt)));
    return job;
  }
  const person = job.table === undefined ? await begin(ports, job, job.person, now) : job.person;
  const erasure: Erasure = { ports, organisation, person, now };
  const from = erasedTables.findIndex(({ table }) => table === job.table);
  let { cursor, counts } = job;
  let [read, erasedItems] = [0, 0];
  for (let at = Math.max(0, from); at < erasedTables.length; cursor === undefined && (at += 1)) {
    const { table, erase } = erasedTables[at] ?? {};
    if (table === undefined || erase === undefined) break;
    if (read >= most) return goOn({ ...job, person, table, cursor, counts });
    const erased = await erase(erasure, { cursor, most: most - read });
    ({ cursor } = erased);
    counts = withCount(counts, { table, removed: erased.removed, anonymised: erased.anonymised });
    read += erased.read;
    erasedItems += erased.removed + erased.anonymised;
  }
  if (job.round < rounds) {
    const roundAt = plusSeconds(now, betweenRoundsSeconds);
    const next = { round: job.round + 1, roundAt, table: undefined, cursor: undefined };
    return goOn({ ...job, ...next, person, counts }, betweenRoundsSeconds);
  }
  const { person: _, table: _table, cursor: _cursor, ...rest } = withProgress({ ...job, counts });
  return saveJob<EraseJob>(ports, job, { ...rest, status: 'done', finishedAt: now });

  function withProgress(after: RunningJob<EraseJob>): RunningJob<EraseJob> {
    const { progress } = job;
    return {
      ...after,
      slices: job.slices + 1,
      progress: {
        ...progress,
        read: progress.read + read,
        accepted: progress.accepted + erasedItems,
        unchanged: progress.unchanged + Math.max(0, read - erasedItems),
      },
    };
  }

  function goOn(after: RunningJob<EraseJob>, delaySeconds = 0): Promise<EraseJob | undefined> {
    return saveSlice<EraseJob>(ports, job, withProgress(after), delaySeconds);
  }
}

/** Makes sure that nothing more goes out to the person, and finds what leads to the rest. */
async function begin(
  ports: JobPorts,
  { organisation, createdBy }: EraseJob,
  known: ErasedPerson,
  now: Instant,
): Promise<ErasedPerson> {
  const { leadId } = known;
  const lead = await ports.store.leads.get(organisation, leadId);
  const addresses = new Set([...known.addresses, ...(lead === undefined ? [] : addressesOf(lead))]);
  const [enrollments, sequences] = [new Set(known.enrollments), new Set(known.sequences)];
  const person = { ...known, addresses: [...addresses] };
  await suppressErased({ ports, organisation, person, now }, createdBy);
  if (lead !== undefined) await noteSuppression(ports, organisation, leadId, { byHandAt: now });
  const because = { kind: 'person' as const, userId: createdBy };
  const list = walk((page) => ports.store.enrollments.list(organisation, { ...page, group: leadId }));
  for await (const { id, sequenceId, state, revision } of list) {
    enrollments.add(id);
    sequences.add(sequenceId);
    if (isOver(state)) continue;
    await stopEnrollment(ports, { organisation, id, because, now });
    const at = state.status === 'scheduled' ? state.at : state.status === 'paused' ? state.until : undefined;
    if (at !== undefined) await ports.scheduler.remove(stepEntryName(id, revision, at));
  }
  for await (const { sequenceId } of walk((page) =>
    ports.store.activities.ofLead(organisation, leadId, page),
  ))
    if (sequenceId !== undefined) sequences.add(sequenceId);
  return { ...person, enrollments: [...enrollments], sequences: [...sequences] };
}
