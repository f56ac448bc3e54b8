import type { SequenceId, StepId } from '../../domain/kernel/ids.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Fact } from '../../domain/statistics/facts.ts';
import { ratesOf, summaryOf, type StepRates, type Summary } from '../../domain/statistics/rates.ts';
import type { Counter, StepStatistics } from '../../domain/statistics/statistics.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { namesOfSteps } from '../enrollments/read-record.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

/** The statistics of a sequence as people read them (D9). */
export type SequenceStatistics = Summary & {
  sequenceId: SequenceId;
  counts: StepStatistics['counts'];
  steps: {
    step: StepId;
    name?: string | undefined;
    counts: StepStatistics['counts'];
    rates: StepRates;
  }[];
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
  const former = [...byStep.keys()].filter((step) => step !== '-' && !names.has(step));
  const steps = [...names.keys(), ...former].map((step) => {
    const own = byStep.get(step) ?? {};
    return { step, name: names.get(step), counts: own, rates: ratesOf(own) };
  });
  return { kind: 'read', statistics: { sequenceId: id, ...summaryOf(counts), counts, steps } };
}

/** One of those behind a figure, with the lead as it is now; undefined: the lead is gone. */
export type Behind = Fact & { lead: Lead | undefined };

/**
 * A page of the leads behind one figure, each with the instant and the enrollment: as many as the figure says, for
 * whoever reaches them all (D9). A lead to whom it happened twice is there twice.
 */
export async function readBehind(
  ports: { store: Pick<Store, 'sequences' | 'statistics' | 'leads' | 'users'> },
  request: {
    caller: Caller;
    id: string;
    step: StepId;
    counter: Counter;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ kind: 'page'; page: Page<Behind> } | Refusal> {
  const { caller, id, step, counter, limit, cursor } = request;
  const { organisation } = caller;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  const [page, access] = await Promise.all([
    ports.store.statistics.behind({ organisation, sequenceId: id, step, counter }, { limit, cursor }),
    loadAccessScope(ports.store, caller),
  ]);
  const ids = new Set(page.items.map(({ leadId }) => leadId));
  const leads = new Map(
    (await ports.store.leads.getMany(organisation, [...ids])).map((lead) => [lead.id, lead]),
  );

  const items = page.items
    .map((fact): Behind => ({ ...fact, lead: leads.get(fact.leadId) }))
    .filter(({ userId, lead }) => canAccess(access, userId ?? '') || canAccess(access, lead?.ownerId ?? ''));
  return { kind: 'page', page: { ...page, items } };
}
