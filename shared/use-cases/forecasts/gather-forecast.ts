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
import { canAccess } from '../../domain/people/access.ts';
import { withNamed } from '../../domain/core/delegate.ts';
import { usersNamed } from '../../domain/sequences/step.ts';
import { stepIn } from '../../domain/core/facts.ts';
import type { Effective } from '../../domain/settings/settings.ts';
import { checkScope, refusedSender, type ForecastRequest, type ForecastScope } from './check-scope.ts';
import { forecastEnd } from './forecast-end.ts';
import { loadEnrolling } from './leads-to-enroll.ts';
import { loadLeadsBySender, type LeadsOfSender } from './leads-by-sender.ts';
import { tooMany } from './load-leads.ts';
import {
  loadSenders,
  loadUnderWay,
  TooManyUnderWayError,
  type ForecastPorts,
  type NotForecast,
  type Senders,
  type LoadedUnderWay,
} from './load-under-way.ts';
import { loadInvitations } from './load-invitations.ts';
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

/** Reads all that a forecast is made from; or says why it cannot be made. */
export async function gatherForecast(
  ports: ForecastPorts,
  request: ForecastRequest,
): Promise<Gathered | Refusal> {
  const { organisation, query, limits, now } = request;
  const scope = await checkScope(ports, request);
  if (isRefusal(scope)) return scope;
  const leads = await loadLeadsBySender(ports, request, scope);
  if (isRefusal(leads)) return leads;
  const { requests } = leads;
  const named = usersNamed(scope.version?.steps ?? []);
  const userIds = [...scope.userIds, ...named, ...requests.map(({ userId }) => userId)];
  const senders = await loadSenders(ports, organisation, userIds);
  const enrolling = await gatherEnrolling(ports, { request, scope, senders, requests });
  if (isRefusal(enrolling)) return enrolling;
  const state = await loadState(ports, request, scope, senders);
  if (isRefusal(state)) return state;
  const asked = state.underWay.filter(({ of }) => of.asked).length;
  if (asked > limits.leads) return tooMany(asked, limits);

  const { unpredictable, version: versionOf, ...underWay } = state;
  const { version: entered } = scope;
  const version: ForecastInput['version'] = (id, number) =>
    id === entered?.sequenceId && number === entered.version ? entered : versionOf(id, number);
  const { waves } = enrolling;
  const enrollments = [...state.underWay.map(({ of }) => of), ...waves.flatMap((wave) => wave.enrollments)];
  const input: ForecastInput = {
    ...underWay,
    organisation,
    now,
    until: forecastEnd(now),
    version,
    waves,
    taskMinutes: query.taskMinutes,
    missing: await loadMissing(ports, organisation, enrollments, { version, sequence: state.sequence }),
    invitations: await loadInvitations(ports, { organisation, now }, enrollments, state.sequence),
  };
  const warnings = entered ? hourWarnings(entered.steps, hoursOf(requests, senders)) : [];
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
    stepOf: ({ enrollment }, step) => stepIn(version(enrollment.sequenceId, enrollment.version), step),
    sender,
    ...to,
  });
  report.countUsed(days, enrollments);
  return report;
}

/** A wave for each request, of one instant and in their order; who is enrolled by one is not by those after it. */
async function gatherEnrolling(
  ports: ForecastPorts,
  of: {
    request: ForecastRequest;
    scope: ForecastScope;
    senders: Senders;
    requests: readonly LeadsOfSender[];
  },
): Promise<{ kind: 'enrolling'; waves: Wave[]; taken: string[] } | Refusal> {
  const { request, senders, requests } = of;
  const { query, now } = request;
  const { version } = of.scope;
  const waves: Wave[] = [];
  const taken: string[] = [];
  const met = new Set<string>();
  if (version === undefined) return { kind: 'enrolling', waves, taken };
  for (const { userId, leads, imaginary } of requests) {
    const sender = senders.get(userId);
    const refusal = refusedSender(userId, sender?.user, { enrolling: true });
    if (sender === undefined || refusal !== undefined)
      return refusal ?? { kind: 'not-found', what: 'user', id: userId };
    const fresh = leads.filter(({ id }) => !met.has(id));
    taken.push(...leads.flatMap(({ id }) => (met.has(id) ? id : [])));
    for (const { id } of leads) met.add(id);
    const named = usersNamed(version.steps).flatMap((id) => senders.get(id) ?? []);
    const of = { version, sender: withNamed(sender, named), imaginary, now };
    const enrolling = await loadEnrolling(ports, fresh, of);
    taken.push(...enrolling.taken);
    waves.push({ at: later(query.startAt, now), enrollments: enrolling.enrollments });
  }
  return { kind: 'enrolling', waves, taken: [...new Set(taken)] };
}

/** The working hours of those in whose name leads would be enrolled, each once. */
function hoursOf(requests: readonly LeadsOfSender[], senders: Senders): Effective<'workingHours'>[] {
  const hours = requests.flatMap(({ userId }) => senders.get(userId)?.settings.workingHours ?? []);
  return [...new Map(hours.map((each) => [`${each.source.level} ${each.source.id}`, each])).values()];
}

async function loadState(
  ports: ForecastPorts,
  { organisation, access, query, limits, now }: ForecastRequest,
  { version, drafted }: ForecastScope,
  senders: Senders,
): Promise<({ kind: 'state' } & LoadedUnderWay) | Refusal> {
  const asked = (enrollment: Enrollment): boolean =>
    version === undefined &&
    canAccess(access, enrollment.userId) &&
    (query.sequenceId === undefined || enrollment.sequenceId === query.sequenceId) &&
    (query.userId === undefined || enrollment.userId === query.userId);
  const { taskMinutes } = query;
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
