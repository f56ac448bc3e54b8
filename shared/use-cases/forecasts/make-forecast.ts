import { plusMinutes } from '../../domain/calendar/instants.ts';
import { enrollmentId, isOver, type Enrollment } from '../../domain/enrollment/enrollment.ts';
import type { Sender } from '../../domain/enrollment/planning.ts';
import type { Course } from '../../domain/forecast/course.ts';
import { foresee, type Wave } from '../../domain/forecast/foresee.ts';
import {
  ForecastTold,
  type ForeseenLine,
  type ForeseenLoad,
  type ForeseenTotals,
} from '../../domain/forecast/told.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder } from '../../domain/kernel/problem.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller, type Reach } from '../../domain/people/authority.ts';
import type { Lead } from '../../domain/people/people.ts';
import { stepKinds, type Sequence, type SequenceVersion } from '../../domain/sequence/step.ts';
import { listAll } from '../list-all.ts';
import { loadReach } from '../people/load-reach.ts';
import { draftProblems } from '../sequences/validate-draft.ts';
import { loadLeadsToForesee, tooMany, type LeadsWanted } from './leads-to-foresee.ts';
import {
  loadSenders,
  loadUnderWay,
  TooManyUnderWayError,
  type ForecastPorts,
  type NotForeseen,
} from './load-outset.ts';
import { loadMissing } from './missing-content.ts';

/** What a forecast is asked for: leads to be enrolled, or without them what is enrolled already. */
export type ForecastWanted = {
  sequenceId?: string | undefined;
  /** The draft, as if it were published now. */
  draft: boolean;
  leads?: LeadsWanted | undefined;
  /** In whose name they would be enrolled; of what is enrolled already: only what goes out in this name. */
  userId?: string | undefined;
  /** When they would be enrolled; undefined: now. */
  startAt?: Instant | undefined;
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
};

/** A forecast: everything foreseen, and what cannot be. */
export type Forecast = {
  kind: 'forecast';
  at: Instant;
  totals: ForeseenTotals;
  lines: ForeseenLine[];
  load: ForeseenLoad[];
  notForeseen: NotForeseen[];
  /** Leads that are in the sequence already, and would not be enrolled. */
  alreadyEnrolled: string[];
  /** The name of a step of a sequence. */
  stepNames: (sequenceId: string, step: string) => string;
};

/** Nothing beyond this is looked at, in days. */
const HORIZON_DAYS = 5 * 366;

/**
 * Forecasts when every step of some leads will be sent, under windows, caps, pacing and what is under way in the same
 * lanes (F1). It decides by the functions of the engine, so that what then happens is what it said, as long as nobody
 * answers and nothing is changed.
 */
export async function makeForecast(
  ports: ForecastPorts,
  request: { caller: Caller; wanted: ForecastWanted; most: number; now: Instant },
): Promise<Forecast | Refusal> {
  const { caller, wanted, most, now } = request;
  const { organisation } = caller;
  const reach = await loadReach(ports.store, caller);
  const scope = await scopeOf(ports, request, reach);
  if (isRefusal(scope)) return scope;
  const { enrolling, userIds } = scope;
  const senders = await loadSenders(ports, organisation, userIds);
  const sender = enrolling === undefined ? undefined : senders.get(enrolling.userId);
  if (enrolling !== undefined && sender === undefined)
    return { kind: 'not-found', what: 'user', id: enrolling.userId };
  if (sender?.user.active === false)
    return { kind: 'in-the-way', detail: `User “${sender.user.id}” is not active.` };

  const ofScope = (enrollment: Enrollment): boolean =>
    enrolling === undefined &&
    reaches(reach, enrollment.userId) &&
    (wanted.sequenceId === undefined || enrollment.sequenceId === wanted.sequenceId) &&
    (wanted.userId === undefined || enrollment.userId === wanted.userId);
  let state;
  try {
    const { taskMinutes } = wanted;
    const sequences = scope.drafted === undefined ? [] : [scope.drafted];
    state = await loadUnderWay(ports, { organisation, now, senders, taskMinutes, asked: ofScope, sequences });
  } catch (error) {
    if (error instanceof TooManyUnderWayError) return { kind: 'in-the-way', detail: tooMuchUnderWay };
    throw error;
  }
  const asked = state.underWay.filter(({ course }) => course.asked).length;
  if (asked > most) return tooMany(asked, most);
  const waves: Wave[] = [];
  const alreadyEnrolled: string[] = [];
  if (enrolling !== undefined && sender !== undefined) {
    const { version, leads } = enrolling;
    const free = await coursesOf(ports, organisation, leads, {
      version,
      sender,
      imaginary: enrolling.imaginary,
    });
    waves.push({ at: later(wanted.startAt, now), courses: free.courses });
    alreadyEnrolled.push(...free.taken);
  }
  const { version: versionOf } = state;
  const version: typeof versionOf = (id, number) =>
    id === enrolling?.version.sequenceId && number === enrolling.version.version
      ? enrolling.version
      : versionOf(id, number);
  const every = [...state.underWay.map(({ course }) => course), ...waves.flatMap(({ courses }) => courses)];
  const missing = await loadMissing(ports, organisation, every, { version, sequence: state.sequence });

  const lines: ForeseenLine[] = [];
  const told = new ForecastTold({
    channelOf: (course, step) => {
      const found = version(course.sequenceId, course.version)?.steps.find(({ id }) => id === step);
      return found === undefined ? 'mail' : stepKinds[found.type].lane;
    },
    sender: (id) => senders.get(id),
    onLine: (line) => lines.push(line),
  });
  told.countUsed(
    state.days,
    state.underWay.map(({ course }) => course),
  );
  const until = plusMinutes(now, HORIZON_DAYS * 24 * 60);
  const { notForeseen, ...outset } = state;
  foresee(
    { ...outset, organisation, now, until, version, waves, taskMinutes: wanted.taskMinutes, missing },
    (course, at, events) => told.take(course, at, events),
  );
  told.closeAll();
  const byLead = lines.toSorted((a, b) => (a.enrollmentId < b.enrollmentId ? -1 : 1));
  return {
    kind: 'forecast',
    at: now,
    totals: told.totals,
    lines: byLead,
    load: told.load().filter(({ userId }) => reaches(reach, userId)),
    notForeseen,
    alreadyEnrolled,
    stepNames: namesOf(every, version),
  };
}

type Enrolling = { userId: string; version: SequenceVersion; leads: Lead[]; imaginary: boolean };
type Scope = {
  kind: 'scope';
  enrolling?: Enrolling | undefined;
  /** The draft as a version, and the sequence as it would be with it. */
  drafted?: { sequence: Sequence; version: SequenceVersion } | undefined;
  userIds: string[];
};

/** What is asked for, looked up and checked; or why it cannot be. */
async function scopeOf(
  ports: ForecastPorts,
  { caller, wanted, most, now }: { caller: Caller; wanted: ForecastWanted; most: number; now: Instant },
  reach: Reach,
): Promise<Scope | Refusal> {
  const { organisation } = caller;
  const { sequenceId, draft, leads } = wanted;
  const userId = wanted.userId ?? (leads === undefined ? undefined : caller.userId);
  if (userId !== undefined && !reaches(reach, userId))
    return { kind: 'forbidden', detail: `You cannot forecast what goes out in the name of “${userId}”.` };
  const sequence =
    sequenceId === undefined ? undefined : await ports.store.sequences.get(organisation, sequenceId);
  if (sequenceId !== undefined && (sequence === undefined || sequence.status === 'deleted'))
    return { kind: 'not-found', what: 'sequence', id: sequenceId };

  const drafted = draft && sequence !== undefined ? asPublished(sequence, { caller, now }) : undefined;
  if (drafted !== undefined) {
    const problems = await draftProblems(ports.store, organisation, drafted.version);
    if (problems.length > 0) return { kind: 'invalid', problems: problemsUnder(['draft'], problems) };
  }
  if (leads === undefined || sequence === undefined) {
    const users = userId === undefined ? await listAll(ports.store.users, organisation) : [];
    const ids =
      userId === undefined ? users.map(({ id }) => id).filter((id) => reaches(reach, id)) : [userId];
    return { kind: 'scope', drafted, userIds: ids };
  }
  const version = drafted?.version ?? (await currentVersion(ports, sequence));
  if (version === undefined) {
    return {
      kind: 'in-the-way',
      detail: `Sequence “${sequence.name}” is not published: ask for a forecast of its draft.`,
    };
  }
  const found = await loadLeadsToForesee(ports, { caller, reach, wanted: leads, most });
  if (found.kind !== 'leads') return found;
  const by = userId ?? caller.userId;
  return {
    kind: 'scope',
    drafted,
    enrolling: { userId: by, version, leads: found.leads, imaginary: 'count' in leads },
    userIds: [by],
  };
}

async function currentVersion(
  { store }: ForecastPorts,
  { organisation, id, currentVersion: number }: Sequence,
): Promise<SequenceVersion | undefined> {
  return number === 0 ? undefined : store.versions.get(organisation, `${id}.${number}`);
}

/** Names of the steps of the versions that a forecast came through, the latest ones'. */
function namesOf(
  courses: readonly Course[],
  versionOf: (sequenceId: string, version: number) => SequenceVersion | undefined,
): Forecast['stepNames'] {
  const names = new Map<string, string>();
  const numbers = new Set(courses.map(({ sequenceId, version }) => `${sequenceId} ${version}`));
  for (const each of [...numbers].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const [sequenceId = '', number] = each.split(' ');
    for (const { id, name } of versionOf(sequenceId, Number(number))?.steps ?? [])
      names.set(`${sequenceId} ${id}`, name);
  }
  return (sequenceId, step) => names.get(`${sequenceId} ${step}`) ?? step;
}

/** A sequence as if its draft were published now. */
function asPublished(
  sequence: Sequence,
  { caller, now }: { caller: Caller; now: Instant },
): { sequence: Sequence; version: SequenceVersion } {
  const version = sequence.currentVersion + 1;
  return {
    sequence: { ...sequence, status: 'active', currentVersion: version },
    version: {
      organisation: sequence.organisation,
      sequenceId: sequence.id,
      version,
      ...sequence.draft,
      publishedAt: now,
      publishedBy: caller.userId,
    },
  };
}

/** The leads as they would be enrolled; `taken`: those that are in the sequence already. */
async function coursesOf(
  { store }: ForecastPorts,
  organisation: string,
  leads: readonly Lead[],
  { version, sender, imaginary }: { version: SequenceVersion; sender: Sender; imaginary: boolean },
): Promise<{ courses: Course[]; taken: string[] }> {
  const { sequenceId } = version;
  const found = await Promise.all(
    leads.map(async (lead): Promise<Course | string> => {
      let round = 1;
      while (!imaginary) {
        const existing = await store.enrollments.get(organisation, enrollmentId(lead.id, sequenceId, round));
        if (existing === undefined) break;
        if (!isOver(existing.state)) return lead.id;
        round += 1;
      }
      return {
        enrollmentId: enrollmentId(lead.id, sequenceId, round),
        lead,
        sender,
        sequenceId,
        version: version.version,
        pinned: false,
        enrolledAt: '',
        done: [],
        state: { status: 'new' },
        revision: 0,
        asked: true,
      };
    }),
  );
  return {
    courses: found.filter((each) => typeof each !== 'string'),
    taken: found.filter((each) => typeof each === 'string'),
  };
}

function later(at: Instant | undefined, now: Instant): Instant {
  return at !== undefined && at > now ? at : now;
}

const tooMuchUnderWay =
  'More is under way than one answer can take in: name a user, or make a job of kind “forecast”.';
