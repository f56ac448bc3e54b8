import type { Enrollment } from '../core/enrollment.ts';
import { nextStep } from '../sequences/next-step.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Reason } from '../settings/reason.ts';
import type { ForecastInput } from './forecast-input.ts';
import { ForecastReport } from './forecast-report.ts';
import { simulate } from './simulate.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';

/** Where an enrollment would be held for a person, or by a hold without end, and why. */
export type HeldAhead = { step: string; because: Reason };

/**
 * Which enrollments would be held, and at which step: what the forecast says of them (F1), by the forecast's own playing.
 * What else is under way in their lanes is left out: it moves steps, and whether one can go does not hang on that.
 */
export function heldAhead(
  input: Omit<ForecastInput, 'underWay' | 'openings' | 'days' | 'waves' | 'taskMinutes'>,
  enrollments: readonly SimulatedEnrollment[],
): Map<EnrollmentId, HeldAhead> {
  const held = new Map<EnrollmentId, HeldAhead>();
  const byId = new Map(enrollments.map((of) => [of.enrollment.id, of]));
  const report = new ForecastReport({
    stepOf: () => undefined,
    sender: input.sender,
    onStep: () => undefined,
    onLine: ({ enrollmentId, end }) => {
      const enrollment = byId.get(enrollmentId)?.enrollment;
      const step = enrollment && stepHeld(enrollment, input.version);
      if (end?.outcome === 'held' && step !== undefined)
        held.set(enrollmentId, { step, because: end.because });
    },
  });
  simulate(
    {
      ...input,
      underWay: [],
      openings: [],
      days: [],
      waves: [{ at: input.now, enrollments }],
      taskMinutes: 0,
    },
    (of, at, events) => report.take(of, at, events),
  );
  report.closeAll();
  return held;
}

/** The step that an enrollment stands at, or that after it where it is done already and the next has no time. */
function stepHeld(
  { state, done, sequenceId, version: number }: Enrollment,
  versionOf: ForecastInput['version'],
): string | undefined {
  if (!('step' in state) || !done.includes(state.step)) return 'step' in state ? state.step : undefined;
  const version = versionOf(sequenceId, number);
  return version && nextStep(version, done)?.id;
}
