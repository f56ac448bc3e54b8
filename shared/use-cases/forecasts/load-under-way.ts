import { readDays } from '../core/lane-days.ts';
import { withNamed } from '../../domain/core/delegate.ts';
import { usersNamed } from '../../domain/sequences/step.ts';
import { channelNames } from '../../domain/channels/channels.ts';
import { localDate, plusDays } from '../../domain/time/zones.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import type { ForecastInput, UnderWay } from '../../domain/forecast/forecast-input.ts';
import { startOf } from '../../domain/forecast/under-way.ts';
import type { Unpredictable } from '../../domain/forecast/unpredictable.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { isInForce, type Hold } from '../../domain/holds/hold.ts';
import type { LaneDay } from '../../domain/lanes/day-parts.ts';
import { isLimited, laneId, laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import { nextWorkingDay } from '../../domain/core/working-day.ts';
import { laneEntryName } from '../../domain/lanes/wake-up.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { loadHolds } from '../holds/load-holds.ts';
import { loadSender } from '../people/load-sender.ts';
import { listAll } from '../list-all.ts';

/** What a forecast reads. */
export type ForecastPorts = {
  store: Pick<
    Store,
    | 'users'
    | 'groups'
    | 'settings'
    | 'sequences'
    | 'versions'
    | 'leads'
    | 'accounts'
    | 'templates'
    | 'enrollments'
    | 'laneDays'
    | 'contactIntervals'
    | 'holds'
    | 'records'
    | 'recordTypes'
  >;
  scheduler: Pick<Scheduler, 'has'>;
};

/** An enrollment of which nothing can be foreseen, and why. */
export type NotForecast = { enrollment: Enrollment; reason: Unpredictable };

/** What is under way in the lanes of some users, ready for an imagined clock. */
export type LoadedUnderWay = Pick<
  ForecastInput,
  'underWay' | 'holds' | 'days' | 'openings' | 'sender' | 'sequence' | 'version'
> & {
  unpredictable: NotForecast[];
};

const PAGE = 500;
/** Days ahead of which slots are read beside those that enrollments hold. */
const DAYS_AHEAD = 14;

/** There are more enrollments under way than one forecast takes in. */
export class TooManyUnderWayError extends Error {
  override readonly name = 'TooManyUnderWayError';
}

/** Users by id with all that forecasting their lanes needs; undefined for who does not exist. */
export type Senders = ReadonlyMap<string, Sender>;

/**
 * Loads users with those whose lanes are bound to theirs: who stands in for them, and for whom they stand in (F7).
 */
export async function loadSenders(
  ports: Pick<ForecastPorts, 'store'>,
  organisation: string,
  userIds: Iterable<string>,
): Promise<Senders> {
  const senders = new Map<string, Sender>();
  const users = await listAll(ports.store.users, organisation);
  const own = await ports.store.settings.getMany(
    organisation,
    users.map(({ id }) => `user.${id}`),
  );
  const pairs = own.flatMap(({ scope, values }) =>
    (values.absences ?? []).flatMap(({ standIn }) =>
      standIn === null ? [] : [[scope.slice('user.'.length), standIn] as const],
    ),
  );
  const query = new Set(userIds);
  for (let size = -1; size !== query.size;) {
    size = query.size;
    for (const [away, standIn] of pairs) {
      if (query.has(away)) query.add(standIn);
      if (query.has(standIn)) query.add(away);
    }
  }
  for (const userId of query) {
    const sender = await loadSender(ports.store, organisation, userId);
    if (sender !== undefined) senders.set(userId, sender);
  }
  return senders;
}

/**
 * Everything that is under way in the lanes of some users. Throws TooManyUnderWayError.
 *
 * @param most enrollments taken in.
 * @param asked whether the forecast is for an enrollment, or it only takes its share.
 * @param sequences those that are to be read otherwise than they are stored, such as a draft as if published.
 */
export async function loadUnderWay(
  ports: ForecastPorts,
  of: {
    organisation: string;
    now: Instant;
    senders: Senders;
    taskMinutes: number;
    most: number;
    asked: (enrollment: Enrollment) => boolean;
    sequences?: readonly { sequence: Sequence; version: SequenceVersion }[];
  },
): Promise<LoadedUnderWay> {
  const { organisation, now, senders, taskMinutes, asked } = of;
  const stored = await listAll(ports.store.sequences, organisation);
  const sequences = new Map(stored.map((sequence) => [sequence.id, sequence]));
  const versions = new Map<string, SequenceVersion>();
  for (const { sequence, version } of of.sequences ?? []) {
    sequences.set(sequence.id, sequence);
    versions.set(`${sequence.id}.${version.version}`, version);
  }
  const enrollments = await loadEnrollments(ports, of, stored);
  await loadVersions(ports, organisation, enrollments, sequences, versions);
  const leads = await loadLeads(ports, organisation, enrollments);

  const underWay: UnderWay[] = [];
  const unpredictable: NotForecast[] = [];
  for (const enrollment of enrollments) {
    const version = versions.get(`${enrollment.sequenceId}.${enrollment.version}`);
    const sender = senders.get(enrollment.userId);
    const named = usersNamed(version?.steps ?? []).flatMap((id) => senders.get(id) ?? []);
    const known = {
      lead: leads.get(enrollment.leadId),
      sender: sender && withNamed(sender, named),
      version,
    };
    const start = startOf(enrollment, known, { taskMinutes, asked: asked(enrollment) });
    if (start.kind === 'under-way') underWay.push(start);
    else if (start.kind === 'unpredictable' && asked(enrollment)) unpredictable.push(start);
  }
  return {
    underWay,
    unpredictable,
    holds: await loadForecastHolds(ports, organisation, now),
    days: await loadDays(ports, organisation, now, senders, enrollments),
    openings: await loadOpenings(ports, organisation, now, senders, enrollments),
    sender: (userId) => senders.get(userId),
    sequence: (id) => sequences.get(id),
    version: (sequenceId, version) => versions.get(`${sequenceId}.${version}`),
  };
}

/**
 * Holds in force. When a provider takes messages again nobody can foresee: its holds are taken as without probes, so
 * that what they keep back ends as held.
 */
export async function loadForecastHolds(
  { store }: Pick<ForecastPorts, 'store'>,
  organisation: string,
  now: Instant,
): Promise<Hold[]> {
  const holds = await loadHolds(store, organisation);
  return holds.filter((hold) => isInForce(hold, now)).map((hold) => ({ ...hold, probe: undefined }));
}

async function loadEnrollments(
  { store }: ForecastPorts,
  { organisation, senders, most }: { organisation: string; senders: Senders; most: number },
  sequences: readonly Sequence[],
): Promise<Enrollment[]> {
  const found: Enrollment[] = [];
  for (const { id: of } of sequences) {
    const query = { index: 'bySequence', of } as const;
    const all = walk((page) => store.enrollments.list(organisation, { ...page, query }), { limit: PAGE });
    for await (const enrollment of all) {
      if (isOver(enrollment.state) || !senders.has(enrollment.userId)) continue;
      if (found.push(enrollment) > most) throw new TooManyUnderWayError();
    }
  }
  return found;
}

async function loadVersions(
  { store }: ForecastPorts,
  organisation: string,
  enrollments: readonly Enrollment[],
  sequences: ReadonlyMap<string, Sequence>,
  versions: Map<string, SequenceVersion>,
): Promise<void> {
  const query = new Set<string>();
  for (const enrollment of enrollments) {
    const { sequenceId, version } = enrollment;
    query.add(`${sequenceId}.${version}`);
    query.add(`${sequenceId}.${versionToFollow(enrollment, sequences.get(sequenceId))}`);
  }
  const missing = [...query].filter((id) => !versions.has(id));
  for (const version of await store.versions.getMany(organisation, missing)) {
    versions.set(`${version.sequenceId}.${version.version}`, version);
  }
}

async function loadLeads(
  { store }: ForecastPorts,
  organisation: string,
  enrollments: readonly Enrollment[],
): Promise<Map<string, Lead>> {
  const ids = [...new Set(enrollments.map(({ leadId }) => leadId))];
  return new Map((await store.leads.getMany(organisation, ids)).map((lead) => [lead.id, lead]));
}

/** Days of the lanes that hold slots from yesterday on: a delay reaches over midnight (A5). */
async function loadDays(
  { store }: ForecastPorts,
  organisation: string,
  now: Instant,
  senders: Senders,
  enrollments: readonly Enrollment[],
): Promise<LaneDay[]> {
  const held = enrollments.flatMap(({ state }) => ('place' in state ? (state.place ?? []) : []));
  const read = [...senders.values()].flatMap((sender) => {
    const today = localDate(now, sender.user.zone);
    const dates = new Set(held);
    for (let days = -1; days <= DAYS_AHEAD; days += 1) dates.add(plusDays(today, days));
    return channelNames
      .filter((channel) => isLimited(limitsOf(channel, sender)))
      .map((channel) => readDays(store, organisation, laneId(sender.user.id, channel), dates));
  });
  return (await Promise.all(read)).flat();
}

/**
 * Days on which lanes open beside those that their queues wait for. Where something was left at an opening, the lane
 * opens again on the next working day at the latest; its entry says when. Where there is none, the sweep makes one.
 */
async function loadOpenings(
  { scheduler }: ForecastPorts,
  organisation: string,
  now: Instant,
  senders: Senders,
  enrollments: readonly Enrollment[],
): Promise<{ lane: LaneId; date: LocalDate }[]> {
  const waiting = Map.groupBy(
    enrollments.flatMap(({ state }) => (state.status === 'backlogged' ? [state] : [])),
    ({ lane }) => lane,
  );
  const found = await Promise.all(
    [...waiting].map(async ([lane, queue]) => {
      const sender = senders.get(laneParts(lane).userId);
      if (sender === undefined) return [];
      const today = localDate(now, sender.user.zone);
      const last = nextWorkingDay(sender, now);
      const dates: LocalDate[] = [];
      for (let date = plusDays(today, 1); date <= last; date = plusDays(date, 1)) {
        if (await scheduler.has(laneEntryName(organisation, lane, date))) dates.push(date);
      }
      if (dates.length === 0 && queue.some(({ opensOn }) => opensOn <= today)) dates.push(last);
      return dates.map((date) => ({ lane, date }));
    }),
  );
  return found.flat();
}
