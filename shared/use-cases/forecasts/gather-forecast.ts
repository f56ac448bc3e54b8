import { plusMinutes } from '../../domain/time/instants.ts';
import { hourWarnings, type HourWarning } from '../../domain/core/enroll-warnings.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { ForecastInput, Wave } from '../../domain/forecast/forecast-input.ts';
import {
  ForecastReport,
  type ForecastLine,
  type ForecastStep,
} from '../../domain/forecast/forecast-report.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { reaches } from '../../domain/people/authority.ts';
import { channelOf } from '../../domain/core/decision.ts';
import { stepIn } from '../../domain/core/facts.ts';
import { checkScope, type ForecastRequest, type ForecastScope } from './check-scope.ts';
import { loadEnrolling } from './leads-to-enroll.ts';
import { loadForecastLeads, tooMany } from './load-leads.ts';
import {
  loadSenders,
  loadUnderWay,
  TooManyUnderWayError,
  type ForecastPorts,
  type NotForecast,
  type Senders,
  type LoadedUnderWay,
} from './load-under-way.ts';
import { loadMissing } from './missing-content.ts';

/** All that a forecast is made from. */
export type Gathered = {
  kind: 'gathered';
  input: ForecastInput;
  /** Every enrollment, asked for or not. */
  enrollments: SimulatedEnrollment[];
  unpredictable: NotForecast[];
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
  const enrolling = await gatherEnrolling(ports, request, scope, senders);
  if (isRefusal(enrolling)) return enrolling;
  const state = await loadState(ports, request, scope, senders);
  if (isRefusal(state)) return state;
  const asked = state.underWay.filter(({ of }) => of.asked).length;
  if (asked > limits.leads) return tooMany(asked, limits);

  const { unpredictable, version: versionOf, ...underWay } = state;
  const { version: entered } = scope;
  const version: ForecastInput['version'] = (id, number) =>
    id === entered?.sequenceId && number === entered.version ? entered : versionOf(id, number);
  const wave: Wave = { at: later(wanted.startAt, now), enrollments: enrolling.enrollments };
  const enrollments = [...state.underWay.map(({ of }) => of), ...wave.enrollments];
  const input: ForecastInput = {
    ...underWay,
    organisation,
    now,
    until: plusMinutes(now, HORIZON_DAYS * 24 * 60),
    version,
    waves: [wave],
    taskMinutes: wanted.taskMinutes,
    missing: await loadMissing(ports, organisation, enrollments, { version, sequence: state.sequence }),
  };
  const sender = senders.get(scope.userIds[0] ?? '');
  const warnings = entered && sender ? hourWarnings(entered.steps, [sender.settings.workingHours]) : [];
  return { kind: 'gathered', input, enrollments, unpredictable, alreadyEnrolled: enrolling.taken, warnings };
}

/** The report on what was gathered; see {@link ForecastReport}. */
export function reportOn(
  { input, enrollments }: Gathered,
  to: {
    onStep?: (line: ForecastLine, step: ForecastStep) => void;
    onLine: (line: ForecastLine) => void;
  },
): ForecastReport {
  const { version, sender, days } = input;
  const report = new ForecastReport({
    channelOf: ({ enrollment }, step) =>
      channelOf(stepIn(version(enrollment.sequenceId, enrollment.version), step)),
    sender,
    ...to,
  });
  report.countUsed(days, enrollments);
  return report;
}

async function gatherEnrolling(
  ports: ForecastPorts,
  { organisation, by, reach, wanted, limits, now }: ForecastRequest,
  { version, userIds: [userId = ''] }: ForecastScope,
  senders: Senders,
): Promise<{ kind: 'enrolling'; enrollments: SimulatedEnrollment[]; taken: string[] } | Refusal> {
  const { leads: of } = wanted;
  const sender = senders.get(userId);
  if (of === undefined || version === undefined || sender === undefined)
    return { kind: 'enrolling', enrollments: [], taken: [] };
  const found = await loadForecastLeads(ports, { organisation, by, reach, wanted: of, limits });
  if (found.kind !== 'leads') return found;
  const imaginary = 'count' in of;
  const enrolling = await loadEnrolling(ports, found.leads, { version, sender, imaginary, now });
  return { kind: 'enrolling', ...enrolling };
}

async function loadState(
  ports: ForecastPorts,
  { organisation, reach, wanted, limits, now }: ForecastRequest,
  { version, drafted }: ForecastScope,
  senders: Senders,
): Promise<({ kind: 'state' } & LoadedUnderWay) | Refusal> {
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
    return { kind: 'conflict', detail };
  }
}

function later(at: Instant | undefined, now: Instant): Instant {
  return at !== undefined && at > now ? at : now;
}
