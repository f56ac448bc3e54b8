import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequence/step.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { enrolledCounts } from './validate-draft.ts';

/** A sequence in a list (D9). */
export type ListedSequence = Omit<Sequence, 'draft'> & { steps: number; enrolled: number; active: number };

/** A page of the sequences that are not deleted, with number of steps and of leads (D9). */
export async function listSequences(
  ports: { store: Pick<Store, 'sequences' | 'statistics'> },
  request: { organisation: string; limit: number; cursor?: string | undefined },
): Promise<Page<ListedSequence>> {
  const { organisation, limit, cursor } = request;
  const page = await ports.store.sequences.list(organisation, { limit, cursor });
  const kept = page.items.filter(({ status }) => status !== 'deleted');
  const items = await Promise.all(
    kept.map(async ({ draft, ...sequence }) => ({
      ...sequence,
      steps: draft.steps.length,
      ...(await enrolledCounts(ports.store, organisation, sequence.id)),
    })),
  );
  return { ...page, items };
}

/** A page of the published versions of a sequence, newest first; the cursor is the next number. */
export async function listVersions(
  ports: { store: Pick<Store, 'sequences' | 'versions'> },
  request: { organisation: string; id: string; limit: number; cursor?: string | undefined },
): Promise<{ kind: 'page'; page: Page<SequenceVersion> } | Refusal> {
  const { organisation, id, limit, cursor } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };

  const newest = Math.min(sequence.currentVersion, Number(cursor ?? Infinity) || 0);
  const count = Math.min(limit, newest);
  const numbers = Array.from({ length: count }, (_, back) => newest - back);
  const found = await ports.store.versions.getMany(
    organisation,
    numbers.map((number) => `${id}.${number}`),
  );
  const items = found.toSorted((a, b) => b.version - a.version);
  return { kind: 'page', page: { items, ...(newest > count && { cursor: String(newest - count) }) } };
}
