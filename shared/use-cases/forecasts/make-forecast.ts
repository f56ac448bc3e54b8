import type { SequenceId, StepId } from '../../domain/kernel/ids.ts';
import type { HourWarning } from '../../domain/core/enroll-warnings.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import { simulate } from '../../domain/forecast/simulate.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import type { ForecastLine, ForecastLoad, ForecastTotals } from '../../domain/forecast/forecast-report.ts';
import type { ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { gatherForecast, reportOn } from './gather-forecast.ts';
import type { ForecastPorts, NotForecast } from './load-under-way.ts';

/** A forecast: everything foreseen, and what cannot be. */
export type Forecast = {
  kind: 'forecast';
  at: Instant;
  totals: ForecastTotals;
  lines: ForecastLine[];
  load: ForecastLoad[];
  unpredictable: NotForecast[];
  /** Leads that are in the sequence already, and would not be enrolled. */
  alreadyEnrolled: string[];
  /** Steps that the sender's working hours keep from going at their hour (D3). */
  warnings: HourWarning[];
  /** The name of a step of a sequence. */
  stepNames: (sequenceId: SequenceId, step: StepId) => string;
};

/** Enrollments under way that an answer takes in. More is too much for one. */
const MOST_UNDER_WAY = 20_000;

/**
 * Forecasts when every step of some leads will be sent, under windows, caps, pacing and what is under way in the same
 * lanes (F1). It decides by the functions of the engine, so that what then happens is what it said, as long as nobody
 * answers and nothing is changed.
 */
export async function makeForecast(
  ports: ForecastPorts,
  request: { caller: Caller; query: ForecastQuery; most: number; now: Instant },
): Promise<Forecast | Refusal> {
  const { caller, query, most, now } = request;
  const { organisation, userId: by } = caller;
  const access = await loadAccessScope(ports.store, caller);
  const limits = { leads: most, underWay: MOST_UNDER_WAY, inJob: false };
  const gathered = await gatherForecast(ports, { organisation, by, access, query, limits, now });
  if (gathered.kind !== 'gathered') return gathered;

  const lines: ForecastLine[] = [];
  const report = reportOn(gathered, { onLine: (line) => lines.push(line) });
  simulate(gathered.input, (of, at, events) => report.take(of, at, events));
  report.closeAll();
  const { enrollments, input, unpredictable, alreadyEnrolled, warnings } = gathered;
  return {
    kind: 'forecast',
    at: now,
    totals: report.totals,
    lines: lines.toSorted((a, b) => (a.enrollmentId < b.enrollmentId ? -1 : 1)),
    load: report.load().filter(({ userId }) => canAccess(access, userId)),
    unpredictable,
    alreadyEnrolled,
    warnings,
    stepNames: namesOf(enrollments, input.version),
  };
}

/** Names of the steps of the versions that a forecast came through, the latest ones'. */
function namesOf(
  enrollments: readonly SimulatedEnrollment[],
  versionOf: ForecastInput['version'],
): Forecast['stepNames'] {
  const names = new Map<string, string>();
  const numbers = new Set(
    enrollments.map(({ enrollment: { sequenceId, version } }) => `${sequenceId} ${version}`),
  );
  for (const each of [...numbers].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const [sequenceId = '', number] = each.split(' ');
    for (const { id, name } of versionOf(sequenceId, Number(number))?.steps ?? [])
      names.set(`${sequenceId} ${id}`, name);
  }
  return (sequenceId, step) => names.get(`${sequenceId} ${step}`) ?? step;
}
