import { withProbe } from '../../holds/provider-hold.ts';
import { nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import type { Effect } from '../effects.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { placeStep, presentPlan } from '../placing.ts';

/**
 * It is a step's turn in the queue of its lane, which opens: it gets its slot, or stays in the queue and nothing
 * happens to it (A3, A4, A9). Let through a hold, it is named as the probe, and the lane is woken for the next one.
 */
export function pull(facts: StepFacts, { through }: CommandOf<'pull'>): Verdict {
  const { enrollment, lead, version, now } = facts;
  const { state } = enrollment;
  if (state.status !== 'backlogged') return nothing;
  const step = stepIn(version, state.step);
  if (lead === undefined || step === undefined) return nothing;
  const { event, slots } = placeStep(facts, presentPlan(facts, step), { inTurn: true });
  if (event.type === 'queued' && event.lane === state.lane)
    return { ...nothing, stays: { until: event.opensOn, full: event.because.some(isCap) } };
  if (through === undefined || event.type !== 'planned') return verdict([event], slots);
  const hold = withProbe(through, enrollment.id, now);
  const probe: Effect[] = [{ kind: 'write-hold', hold }];
  if (hold.probe !== undefined) probe.push({ kind: 'wake-lane-at', lane: state.lane, at: hold.probe.at });
  return verdict([event], [...slots, ...probe]);
}

const caps: ReadonlySet<string> = new Set(['maxMailsPerDay', 'maxSmsPerDay', 'maxTasksPerDay']);

function isCap(because: { kind: string; setting?: string }): boolean {
  return because.kind === 'setting' && caps.has(because.setting ?? '');
}
