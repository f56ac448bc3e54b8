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
import type { Erased, Erasure } from './erasure.ts';
import { isInactive } from './is-inactive.ts';
import { erasedTables } from './erasure-of-tables.ts';

/** Items that a slice reads: some minutes at most. */
const sliceSize = 10_000;

/** What follows the record and the figures is through after this long, in seconds, unless it stands still. */
const betweenRoundsSeconds = 900;
const rounds = 2;

/**
 * Erases the next items of people (F9). First nothing more may go out to them; then table after table, the leads last.
 * What was under way meanwhile, such as an activity that told of the last stop, is found by a second round a quarter of
 * an hour later. A slice run again finds less or nothing.
 */
export async function eraseSlice(
  ports: JobPorts,
  job: RunningJob<EraseJob>,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<EraseJob | undefined> {
  const { organisation } = job;
  // The message came twice, or somebody started the job by hand.
  if (job.roundAt !== undefined && job.roundAt > now) {
    await ports.queue.runJob(organisation, job.id, Math.ceil(secondsBetween(now, job.roundAt)));
    return job;
  }
  const people = job.table === undefined ? await begin(ports, job, now) : job.people;
  const begun = { ...job, people, leads: people.length };
  const stretch = await eraseStretch({ ports, organisation, people, now }, begun, most);
  const after: RunningJob<EraseJob> = { ...begun, ...stretch.place, counts: stretch.counts };
  const next = withProgress(after, stretch);
  if (stretch.place.table !== undefined) return saveSlice<EraseJob>(ports, job, next);
  if (job.round < rounds && people.length > 0) {
    const roundAt = plusSeconds(now, betweenRoundsSeconds);
    const again = { ...next, round: job.round + 1, roundAt };
    return saveSlice<EraseJob>(ports, job, again, betweenRoundsSeconds);
  }
  return saveJob<EraseJob>(ports, job, { ...next, people: [], status: 'done', finishedAt: now });
}

/** Where an erasure is: at which table, which of the people and where in it; all undefined: it is through. */
type Place = Pick<EraseJob, 'table' | 'person' | 'cursor'>;

type Stretch = { place: Place; counts: EraseJob['counts']; read: number; erased: number };

/** Erases from where a job is on, until so many items were read or every table is through. */
async function eraseStretch(erasure: Erasure, job: RunningJob<EraseJob>, most: number): Promise<Stretch> {
  const { people } = erasure;
  let { counts, cursor, person = 0 } = job;
  let [read, erased] = [0, 0];
  const from = Math.max(
    0,
    erasedTables.findIndex(({ table }) => table === job.table),
  );
  for (const of of erasedTables.slice(from)) {
    const { table } = of;
    const turns = 'erase' in of ? Math.min(1, people.length) : people.length;
    for (; person < turns; cursor === undefined && (person += 1)) {
      if (read >= most) return { place: { table, person, cursor }, counts, read, erased };
      const done = await eraseIn(of, erasure, person, { cursor, most: most - read });
      ({ cursor } = done);
      counts = withCount(counts, { table, removed: done.removed, anonymised: done.anonymised });
      read += done.read;
      erased += done.removed + done.anonymised;
    }
    person = 0;
  }
  return { place: { table: undefined, person: undefined, cursor: undefined }, counts, read, erased };
}

/** Erases in a table: of all people in one reading, or of one of them. */
function eraseIn(
  of: (typeof erasedTables)[number],
  erasure: Erasure,
  number: number,
  stretch: { cursor: string | undefined; most: number },
): Promise<Erased> {
  if ('erase' in of) return of.erase(erasure, stretch);
  const person = erasure.people[number];
  if (person === undefined) throw new Error(`There is no person ${number} to erase`);
  return of.eraseEach({ ...erasure, person }, stretch);
}

function withProgress(job: RunningJob<EraseJob>, { read, erased }: Stretch): RunningJob<EraseJob> {
  const { progress } = job;
  return {
    ...job,
    slices: job.slices + 1,
    progress: {
      ...progress,
      read: progress.read + read,
      accepted: progress.accepted + erased,
      unchanged: progress.unchanged + Math.max(0, read - erased),
    },
  };
}

/**
 * Makes sure that nothing more goes out to the people, and finds what leads to the rest. A lead that is erased since
 * nothing happened to it, and to which something has happened meanwhile, is left out.
 */
async function begin(ports: JobPorts, job: RunningJob<EraseJob>, now: Instant): Promise<ErasedPerson[]> {
  const begun: ErasedPerson[] = [];
  for (const person of job.people) {
    const found = await beginWith(ports, job, person, now);
    if (found !== undefined) begun.push(found);
  }
  return begun;
}

async function beginWith(
  ports: JobPorts,
  { organisation, createdBy, inactiveSince, round }: RunningJob<EraseJob>,
  known: ErasedPerson,
  now: Instant,
): Promise<ErasedPerson | undefined> {
  const { leadId } = known;
  const lead = await ports.store.leads.get(organisation, leadId);
  // Whom it began to erase it erases to the end.
  if (inactiveSince !== undefined && round === 1) {
    if (lead !== undefined && !(await isInactive(ports, lead, inactiveSince))) return undefined;
  }
  const addresses = new Set([...known.addresses, ...(lead === undefined ? [] : addressesOf(lead))]);
  const [enrollments, sequences] = [new Set(known.enrollments), new Set(known.sequences)];
  const person = { ...known, addresses: [...addresses] };
  // Nobody asked not to be written to, where nothing happened for long: what is on the list stays, and no more.
  if (inactiveSince === undefined)
    await suppressErased({ ports, organisation, people: [person], person, now }, createdBy);
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
