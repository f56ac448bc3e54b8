import type { StepId } from '../kernel/ids.ts';
import { intervalEnd } from '../contact-intervals/contact-ledger.ts';
import type { Enrollment } from '../core/enrollment.ts';
import type { EnrollmentEvent } from '../core/events.ts';
import { nextStep } from '../sequences/next-step.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Reason } from '../settings/reason.ts';
import type { ForecastInput } from './forecast-input.ts';
import { ForecastReport } from './forecast-report.ts';
import { simulate } from './simulate.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';

/** Where an enrollment would be held for a person, or by a hold without end, and why. */
export type HeldAhead = { step: StepId; because: Reason };

/** Which invitation would wait for its client's interval (C3, C4), and until when: windows and caps come on top of it. */
export type WaitAhead = { step: StepId; until: Instant; because: Extract<Reason, { kind: 'interval' }> };

/** What would come over an enrollment on its way; neither: it goes as its sequence says. */
export type Ahead = { held?: HeldAhead; waits?: WaitAhead };

/**
 * Which enrollments would be held or wait for an interval, and at which step: what the forecast says of them (F1), by the
 * forecast's own playing. What else is under way in their lanes is left out: it moves steps, and neither whether one can
 * go nor what an invitation made before keeps back hangs on that.
 */
export function lookAhead(
  input: Omit<ForecastInput, 'underWay' | 'openings' | 'days' | 'waves' | 'taskMinutes'>,
  enrollments: readonly SimulatedEnrollment[],
): Map<EnrollmentId, Ahead> {
  const ahead = new Map<EnrollmentId, Ahead>();
  const note = (id: EnrollmentId, more: Ahead) => ahead.set(id, { ...ahead.get(id), ...more });
  const byId = new Map(enrollments.map((of) => [of.enrollment.id, of]));
  const report = new ForecastReport({
    stepOf: () => undefined,
    sender: input.sender,
    onStep: () => undefined,
    onLine: ({ enrollmentId, end }) => {
      const enrollment = byId.get(enrollmentId)?.enrollment;
      const step = enrollment && stepHeld(enrollment, input.version);
      if (end?.outcome === 'held' && step !== undefined)
        note(enrollmentId, { held: { step, because: end.because } });
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
    (of, at, events) => {
      const waits = waitIn(events);
      if (waits !== undefined) note(of.enrollment.id, { waits });
      report.take(of, at, events);
    },
  );
  report.closeAll();
  return ahead;
}

/** The interval that a change makes an invitation wait for. */
function waitIn(events: readonly EnrollmentEvent[]): WaitAhead | undefined {
  for (const event of events) {
    if (event.type !== 'planned' && event.type !== 'queued' && event.type !== 'deferred') continue;
    const because = event.because.find((reason) => reason.kind === 'interval');
    if (because !== undefined) return { step: event.step, until: intervalEnd(because), because };
  }
  return undefined;
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
