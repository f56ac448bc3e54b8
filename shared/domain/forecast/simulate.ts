import type { Instant } from '../kernel/instant.ts';
import type { ForecastInput, OnChange } from './forecast-input.ts';
import type { SimulatedEnrollment } from './simulated-enrollment.ts';
import { Simulation } from './simulation.ts';

/**
 * Plays what the engine will do over an imagined clock, by the decisions that it runs on: wake-ups come at their
 * instants, those of one instant in the order of their names, and a lane works them off one after the other. Nobody
 * answers, providers accept, and tasks are done when {@link ForecastInput.taskMinutes} says (F1).
 *
 * @returns what is not over by `until`.
 */
export function simulate(input: ForecastInput, onChange: OnChange): SimulatedEnrollment[] {
  const play = simulateStepwise(input, onChange);
  for (;;) {
    const { done, value } = play.next();
    if (done === true) return value;
  }
}

/** {@link simulate}, instant by instant, for who puts away what came of it in between. */
export function* simulateStepwise(
  input: ForecastInput,
  onChange: OnChange,
): Generator<undefined, SimulatedEnrollment[]> {
  const { underWay, now, until } = input;
  const simulation = new Simulation(input, onChange);
  const waves = input.waves.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (;;) {
    const next = earlier(simulation.next(), waves[0]?.at);
    if (next === undefined || next > until) break;
    const at = next < now ? now : next;
    simulation.workAt(at);
    for (let wave = waves[0]; wave !== undefined && wave.at <= at; wave = waves[0]) {
      simulation.enroll(wave, at);
      waves.shift();
    }
    yield;
  }
  const all = [...underWay.map(({ of }) => of), ...input.waves.flatMap((wave) => wave.enrollments)];
  return all.filter(({ enrollment: { state } }) => state.status !== 'finished' && state.status !== 'stopped');
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
