import type { StoredStatistics } from '../contracts/stored/statistics.ts';
import type { StepStatistics } from '../domain/statistics/statistics.ts';
import { shortKey } from '../domain/kernel/short-key.ts';
import type { Count } from '../ports/store.ts';

/** The counts of one batch, summed up per step. */
export function countsByStep(counts: readonly Count[]): StepStatistics[] {
  const steps = new Map<string, StepStatistics>();
  for (const { organisation, sequenceId, step, counter, by } of counts) {
    const key = `${organisation}#${sequenceId}#${step}`;
    const found = steps.get(key) ?? { organisation, sequenceId, step, counts: {} };
    found.counts[counter] = (found.counts[counter] ?? 0) + by;
    steps.set(key, found);
  }
  return [...steps.values()];
}

/** Statistics of a step before anything was counted. */
export function noStatistics({ organisation, sequenceId, step }: StepStatistics): StoredStatistics {
  return { organisation, sequenceId, step, counts: {}, revision: 0, batches: [] };
}

/** How a batch is remembered. */
export function batchName(batch: string): string {
  return shortKey(batch);
}
