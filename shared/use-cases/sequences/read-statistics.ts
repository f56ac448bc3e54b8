import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Counter, StepStatistics } from '../../domain/statistics/statistics.ts';
import type { Store } from '../../ports/store.ts';
import { namesOfSteps } from '../enrollments/read-record.ts';

/** The statistics of a sequence as people read them (D9). */
export type SequenceStatistics = {
  sequenceId: string;
  active: number;
  finished: number;
  replyRate: { repliers: number; total: number; rate: number | null };
  counts: StepStatistics['counts'];
  steps: { step: string; name?: string | undefined; counts: StepStatistics['counts'] }[];
};

/** Counts of a sequence and of each of its steps, in their order; steps of former versions come last (D9). */
export async function readStatistics(
  ports: { store: Pick<Store, 'sequences' | 'versions' | 'statistics'> },
  request: { organisation: string; id: string },
): Promise<{ kind: 'read'; statistics: SequenceStatistics } | Refusal> {
  const { organisation, id } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  const [counted, names] = await Promise.all([
    ports.store.statistics.ofSequence(organisation, id),
    namesOfSteps(ports.store, { organisation, sequenceId: id, version: sequence.currentVersion }),
  ]);

  const byStep = new Map(counted.map(({ step, counts }) => [step, counts]));
  const counts = byStep.get('-') ?? {};
  const count = (counter: Counter) => counts[counter] ?? 0;
  const over = count('finished') + count('stopped');
  const former = [...byStep.keys()].filter((step) => step !== '-' && !names.has(step));
  return {
    kind: 'read',
    statistics: {
      sequenceId: id,
      active: Math.max(0, count('enrolled') - over),
      finished: count('finished'),
      replyRate: {
        repliers: count('replied'),
        total: over,
        rate: over === 0 ? null : Math.round((count('replied') / over) * 10_000) / 10_000,
      },
      counts,
      steps: [...names.keys(), ...former].map((step) => ({
        step,
        name: names.get(step),
        counts: byStep.get(step) ?? {},
      })),
    },
  };
}
