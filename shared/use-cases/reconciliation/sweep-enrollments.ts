import { isEnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { CLAIM_TERM_SECONDS } from '../../domain/core/claim-term.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { EVERY_ORGANISATION } from '../../domain/holds/hold.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import {
  countEnrollment,
  noEnrollments,
  type EnrollmentCounts,
} from '../../domain/reconciliation/enrollment-counts.ts';
import type { LaneId } from '../../domain/lanes/lane.ts';
import { openingOf } from '../../domain/lanes/backlog.ts';
import { readMark, sweepMark, type SweepMark } from '../../domain/reconciliation/sweep-mark.ts';
import { sweepPartId, whatToRead, type SweepPart } from '../../domain/reconciliation/sweep-part.ts';
import { plusMinutes, plusSeconds } from '../../domain/time/instants.ts';
import { utc } from '../../domain/time/utc.ts';
import { localDate } from '../../domain/time/zones.ts';
import type { IndexEntry, Part, Stretch } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { mendEnrollment, mendLane, mendSentTask, OVERDUE_MINUTES } from './mend.ts';

type Mend = () => Promise<boolean>;

/** A stretch that was looked at: how much was read, and what may be amiss in it. */
type Looked = { read: number; unreadable: Error[]; mends: Mend[]; cursor: string | undefined };

/** What the sweep reaches outside through. */
export type SweepPorts = Omit<EnginePorts, 'store'> & {
  store: EnginePorts['store'] & Pick<Store, 'sweepParts'>;
};

/** A part of the enrollments to be swept. */
export type Sweep = {
  part: Pick<Part, 'number' | 'of'>;
  /** How many enrollments make a part small: those are read whole every time. */
  small: number;
  now: Instant;
  /** Asked between two stretches. */
  hasTime: () => boolean;
};

/** What a sweep of a part came to. */
export type SweepReport = {
  /** Enrollments read, or their entries in the index. */
  read: number;
  repaired: number;
  /** Why some could not be read or mended: they come again with the next sweep. */
  failed: unknown[];
  /** False: it had no time left, or another sweep is at it; the next one goes on where this one was. */
  through: boolean;
};

/** Stretches read between two notes of how far the round is. */
const STRETCHES_PER_NOTE = 10;

/** What is mended side by side. */
const AT_ONCE = 20;

/** A task that is waited for since longer is looked at by the rounds alone that read everything, in minutes. */
const TASKS_OF_MINUTES = 24 * 60;

/**
 * Proves that nothing is lost of a part of the enrollments, and mends what is (F4): every pending enrollment has a
 * wake-up, a place in a queue or a task. A round reads the index of queues and then that of those under way, each pending
 * enrollment being in one of the two; or, once a day, all there are. It looks closer only where something is overdue. What
 * cannot be read or mended is passed over.
 */
export async function sweepEnrollments(ports: SweepPorts, sweep: Sweep): Promise<SweepReport> {
  const noted = await ports.store.sweepParts.get(EVERY_ORGANISATION, sweepPartId(sweep.part));
  const round = new Round(ports, sweep, noted);
  for (let stretches = 1; ; stretches += 1) {
    await round.readOn();
    const ends = round.isThrough || !sweep.hasTime();
    if (!ends && stretches % STRETCHES_PER_NOTE !== 0) continue;
    const isOurs = await round.note();
    // Noted by another sweep meanwhile: that one goes on with it.
    if (ends || !isOurs) return { ...round.report, through: isOurs && round.isThrough };
  }
}

/** One reading of a part, which several sweeps may share. */
class Round {
  readonly report = { read: 0, repaired: 0, failed: [] as unknown[] };
  readonly #ports: SweepPorts;
  readonly #sweep: Sweep;
  readonly #counts: Map<string, EnrollmentCounts>;
  #reads: 'all' | 'queues' | 'under-way';
  readonly #begunAt: Instant;
  /** Lanes that were opened already. */
  readonly #lanes = new Set<string>();
  #noted: SweepPart | undefined;
  #cursor: string | undefined;
  #through = false;

  constructor(ports: SweepPorts, sweep: Sweep, noted: SweepPart | undefined) {
    const { round, queuesFrom } = noted ?? {};
    this.#ports = ports;
    this.#sweep = sweep;
    this.#noted = noted;
    this.#reads =
      queuesFrom !== undefined ? 'queues' : (round?.reads ?? whatToRead(noted ?? {}, sweep.now, sweep.small));
    this.#begunAt = round?.begunAt ?? sweep.now;
    this.#counts = new Map(round?.counts.map(({ organisation, counts }) => [organisation, counts]));
    this.#cursor = queuesFrom ?? round?.cursor;
  }

  /** Whether all of the part was read. */
  get isThrough(): boolean {
    return this.#through;
  }

  /** Reads the next stretch, and mends what is amiss in it. */
  async readOn(): Promise<void> {
    await this.#readStretch();
    if (this.#cursor === undefined && this.#reads === 'queues') {
      // Begun at once, so that where the round goes on is among those under way.
      this.#reads = 'under-way';
      await this.#readStretch();
    }
    this.#through = this.#cursor === undefined;
  }

  async #readStretch(): Promise<void> {
    const { unreadable, mends, read, cursor } = await this.#look();
    this.report.read += read;
    this.report.failed.push(...unreadable);
    await inChunks(mends, AT_ONCE, async (mend) => {
      try {
        if (await mend()) this.report.repaired += 1;
      } catch (error) {
        this.report.failed.push(error);
      }
    });
    this.#cursor = cursor;
  }

  /** Keeps how far the round is, and what it counted. @returns false where another sweep has done so meanwhile */
  async note(): Promise<boolean> {
    const counts = [...this.#counts].map(([organisation, own]) => ({ organisation, counts: own }));
    const [reads, begunAt, cursor] = [this.#reads, this.#begunAt, this.#cursor];
    const isAtQueues = reads === 'queues';
    const next: SweepPart = {
      organisation: EVERY_ORGANISATION,
      id: sweepPartId(this.#sweep.part),
      revision: (this.#noted?.revision ?? 0) + 1,
      counted: cursor === undefined && reads === 'all' ? { at: begunAt, counts } : this.#noted?.counted,
      queuesFrom: isAtQueues ? cursor : undefined,
      round: cursor === undefined || isAtQueues ? undefined : { reads, begunAt, cursor, counts },
    };
    const written = await this.#ports.store.sweepParts.put(next, this.#noted?.revision ?? 'absent');
    this.#noted = next;
    return written === 'written';
  }

  async #look(): Promise<Looked> {
    const { enrollments } = this.#ports.store;
    const part = { ...this.#sweep.part, cursor: this.#cursor };
    switch (this.#reads) {
      case 'all':
        return this.#lookAt(await enrollments.scanPart(part));
      case 'queues':
        return this.#lookAtQueues(await enrollments.scanIndex('byBacklog', part));
      case 'under-way':
        return this.#lookAtEntries(await enrollments.scanIndex('underWay', part));
    }
  }

  #lookAt({ items, unreadable, cursor }: Stretch<Enrollment>): Looked {
    const { now } = this.#sweep;
    const mends = items.flatMap((enrollment): Mend[] => {
      const { organisation } = enrollment;
      const counts = this.#counts.get(organisation) ?? noEnrollments();
      this.#counts.set(organisation, counts);
      countEnrollment(counts, enrollment, now);
      return [
        ...this.#amiss(organisation, sweepMark(enrollment), () =>
          mendEnrollment(this.#ports, enrollment, now),
        ),
        () => mendSentTask(this.#ports, enrollment, now),
      ];
    });
    return { read: items.length, unreadable, mends, cursor };
  }

  #lookAtEntries({ items, unreadable, cursor }: Stretch<IndexEntry>): Looked {
    const { now } = this.#sweep;
    const { enrollments } = this.#ports.store;
    const mends = items.flatMap(({ organisation, id, carried }) =>
      this.#amiss(organisation, readMark(carried), async () => {
        const enrollment = isEnrollmentId(id) ? await enrollments.get(organisation, id) : undefined;
        return enrollment !== undefined && mendEnrollment(this.#ports, enrollment, now);
      }),
    );
    return { read: items.length, unreadable, mends, cursor };
  }

  #lookAtQueues({ items, unreadable, cursor }: Stretch<IndexEntry>): Looked {
    const mends = items.flatMap((entry) => {
      const opening = openingOf(entry);
      return opening === undefined ? [] : this.#amissInLane({ ...opening, organisation: entry.organisation });
    });
    return { read: items.length, unreadable, mends, cursor };
  }

  /** What there may be to mend by a mark; one that is not understood is to be looked at. */
  #amiss(organisation: string, mark: SweepMark | undefined, mend: Mend): Mend[] {
    if (mark === undefined) return [mend];
    const { now } = this.#sweep;
    const overdue = plusMinutes(now, -OVERDUE_MINUTES);
    switch (mark.kind) {
      case 'nothing':
        return [];
      case 'due':
        // A claim is over its term sooner than anything else is overdue; who mends looks closer.
        return mark.at <= plusSeconds(now, -CLAIM_TERM_SECONDS) ? [mend] : [];
      case 'task': {
        const isLookedAt = this.#reads === 'all' || mark.since > plusMinutes(now, -TASKS_OF_MINUTES);
        return isLookedAt && mark.since <= overdue ? [mend] : [];
      }
      case 'lane':
        return this.#amissInLane({ ...mark, organisation });
    }
  }

  /** What there may be to mend in a lane that is to open on a day; it is looked at once for all that wait for that day. */
  #amissInLane(queued: { organisation: string; lane: LaneId; opensOn: LocalDate }): Mend[] {
    const { organisation, lane, opensOn } = queued;
    const { now } = this.#sweep;
    const opening = `${organisation} ${lane} ${opensOn}`;
    if (opensOn > latestDate(now) || this.#lanes.has(opening)) return [];
    this.#lanes.add(opening);
    return [() => mendLane(this.#ports, queued, now)];
  }
}

/** The date where it is latest: no zone is more than 14 hours ahead of UTC. */
function latestDate(now: Instant): LocalDate {
  return localDate(plusMinutes(now, 14 * 60), utc);
}
