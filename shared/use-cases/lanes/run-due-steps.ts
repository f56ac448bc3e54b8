import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { StepWakeUp } from '../../domain/lanes/wake-up.ts';
import { execute, type Outcome } from '../core/execute.ts';
import { sendingWith } from '../messages/sending.ts';
import type { StepPorts } from '../messages/step-ports.ts';

/** What became of a wake-up: worked off, out of date by now, or to be delivered again. */
export type WakeResult = 'done' | 'stale' | 'retry';

/**
 * Works off wake-ups of one lane: each is a command `wake`, and the core decides what it comes to.
 *
 * @returns the result for each wake-up, in order, and the holds that the provider's refusals began. Infrastructure errors are thrown; nothing is half done by them.
 */
export async function runDueSteps(
  ports: StepPorts,
  wakeUps: readonly StepWakeUp[],
  now: Instant,
): Promise<{ results: WakeResult[]; holds: Hold[] }> {
  // Not by enrollment alone: one that is out of date must not hide the one that is not.
  const nameOf = ({ enrollment, revision }: StepWakeUp) => `${enrollment} ${revision}`;
  const each = [...new Map(wakeUps.map((wakeUp) => [nameOf(wakeUp), wakeUp])).values()];
  const outcomes = await execute(
    ports,
    each.map(({ organisation, enrollment, step, revision }) => ({
      organisation,
      enrollment,
      command: { kind: 'wake', step, revision },
    })),
    now,
    { sending: sendingWith(ports) },
  );
  const first = new Map(each.map((wakeUp, index) => [nameOf(wakeUp), resultOf(outcomes[index])]));
  const results = wakeUps.map((wakeUp) => {
    const result = first.get(nameOf(wakeUp)) ?? 'stale';
    first.set(nameOf(wakeUp), 'stale');
    return result;
  });
  const holds = outcomes.flatMap((outcome) => (outcome.kind === 'changed' ? (outcome.hold ?? []) : []));
  return { results, holds };
}

function resultOf(outcome: Outcome | undefined): WakeResult {
  // Lost to another worker just now, it is that one's.
  if (outcome?.kind === 'refused' && outcome.refusal.kind === 'busy' && !outcome.late) return 'retry';
  return outcome?.kind === 'changed' ? 'done' : 'stale';
}
