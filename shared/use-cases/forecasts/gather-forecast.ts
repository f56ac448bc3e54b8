import { plusMinutes } from '../../domain/time/instants.ts';
import { hourWarnings, type HourWarning } from '../../domain/core/enroll-warnings.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Course } from '../../domain/forecast/course.ts';
import type { Outset, Wave } from '../../domain/forecast/outset.ts';
import { ForecastTold, type ForeseenLine, type ForeseenStep } from '../../domain/forecast/told.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { reaches } from '../../domain/people/authority.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { checkScope, type ForecastRequest, type ForecastScope } from './check-scope.ts';
import { loadCourses } from './courses-to-enroll.ts';
import { loadLeadsToForesee, tooMany } from './leads-to-foresee.ts';
import {
  loadSenders,
  loadUnderWay,
  TooManyUnderWayError,
  type ForecastPorts,
  type NotForeseen,
  type Senders,
  type UnderWay,
} from './load-outset.ts';
import { loadMissing } from './missing-content.ts';

/** All that a forecast is made from. */
export type Gathered = {
  kind: 'gathered';
  outset: Outset;
  /** Every course, asked for or not. */
  courses: Course[];
  notForeseen: NotForeseen[];
  /** Leads that are in the sequence already, and would not be enrolled. */
  alreadyEnrolled: string[];
  /** Steps that the sender's working hours keep from going at their hour (D3). */
  warnings: HourWarning[];
};

/** Nothing beyond this is looked at, in days. */
const HORIZON_DAYS = 5 * 366;

/** Reads all that a forecast is made from; or says why it cannot be made. */
export async function gatherForecast(
  ports: ForecastPorts,
  request: ForecastRequest,
): Promise<Gathered | Refusal> {
  const { organisation, wanted, limits, now } = request;
  const scope = await checkScope(ports, request);
  if (isRefusal(scope)) return scope;
  const senders = await loadSenders(ports, organisation, scope.userIds);
  const enrolling = await loadEnrolling(ports, request, scope, senders);
  if (isRefusal(enrolling)) return enrolling;
  const state = await loadState(ports, request, scope, senders);
  if (isRefusal(state)) return state;
  const asked = state.underWay.filter(({ course }) => course.asked).length;
  if (asked > limits.leads) return tooMany(asked, limits);

  const { notForeseen, version: versionOf, ...underWay } = state;
  const { version: entered } = scope;
  const version: Outset['version'] = (id, number) =>
    id === entered?.sequenceId && number === entered.version ? entered : versionOf(id, number);
  const wave: Wave = { at: later(wanted.startAt, now), courses: enrolling.courses };
  const courses = [...state.underWay.map(({ course }) => course), ...wave.courses];
  const outset: Outset = {
    ...underWay,
    organisation,
    now,
    until: plusMinutes(now, HORIZON_DAYS * 24 * 60),
    version,
    waves: [wave],
    taskMinutes: wanted.taskMinutes,
    missing: await loadMissing(ports, organisation, courses, { version, sequence: state.sequence }),
  };
  const sender = senders.get(scope.userIds[0] ?? '');
  const warnings = entered && sender ? hourWarnings(entered.steps, [sender.settings.workingHours]) : [];
  return { kind: 'gathered', outset, courses, notForeseen, alreadyEnrolled: enrolling.taken, warnings };
}

/** Tells what is foreseen of what was gathered; see {@link ForecastTold}. */
export function tellerOf(
  { outset, courses }: Gathered,
  to: {
    onStep?: (line: ForeseenLine, step: ForeseenStep) => void;
    onLine: (line: ForeseenLine) => void;
  },
): ForecastTold {
  const { version, sender, days } = outset;
  const told = new ForecastTold({
    channelOf: (course, step) => {
      const found = version(course.sequenceId, course.version)?.steps.find(({ id }) => id === step);
      return found === undefined ? 'mail' : stepKinds[found.type].lane;
    },
    sender,
    ...to,
  });
  told.countUsed(days, courses);
  return told;
}

async function loadEnrolling(
  ports: ForecastPorts,
  { organisation, by, reach, wanted, limits }: ForecastRequest,
  { version, userIds: [userId = ''] }: ForecastScope,
  senders: Senders,
): Promise<{ kind: 'courses'; courses: Course[]; taken: string[] } | Refusal> {
  const { leads: of } = wanted;
  const sender = senders.get(userId);
  if (of === undefined || version === undefined || sender === undefined)
    return { kind: 'courses', courses: [], taken: [] };
  const found = await loadLeadsToForesee(ports, { organisation, by, reach, wanted: of, limits });
  if (found.kind !== 'leads') return found;
  const imaginary = 'count' in of;
  return { kind: 'courses', ...(await loadCourses(ports, found.leads, { version, sender, imaginary })) };
}

async function loadState(
  ports: ForecastPorts,
  { organisation, reach, wanted, limits, now }: ForecastRequest,
  { version, drafted }: ForecastScope,
  senders: Senders,
): Promise<({ kind: 'state' } & UnderWay) | Refusal> {
  const asked = (enrollment: Enrollment): boolean =>
    version === undefined &&
    reaches(reach, enrollment.userId) &&
    (wanted.sequenceId === undefined || enrollment.sequenceId === wanted.sequenceId) &&
    (wanted.userId === undefined || enrollment.userId === wanted.userId);
  const { taskMinutes } = wanted;
  const sequences = drafted === undefined ? [] : [drafted];
  const most = limits.underWay;
  try {
    const of = { organisation, now, senders, taskMinutes, most, asked, sequences };
    return { kind: 'state', ...(await loadUnderWay(ports, of)) };
  } catch (error) {
    if (!(error instanceof TooManyUnderWayError)) throw error;
    const detail = limits.inJob
      ? `More than ${most} enrollments are under way in these lanes: name a user.`
      : 'More is under way than one answer can take in: name a user, or make a job of kind “forecast”.';
    return { kind: 'in-the-way', detail };
  }
}

function later(at: Instant | undefined, now: Instant): Instant {
  return at !== undefined && at > now ? at : now;
}
