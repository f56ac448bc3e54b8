import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Sequence, SequenceOrder, SequenceVersion } from '../../domain/sequences/step.ts';
import { summaryOf } from '../../domain/statistics/rates.ts';
import { InvalidCursorError } from '../../ports/invalid-cursor-error.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** A sequence in a list, with the name of its creator where that user is still there (D9). */
export type ListedSequence = Omit<Sequence, 'draft'> & {
  steps: number;
  enrolled: number;
  active: number;
  creator?: string | undefined;
};

/** Which sequences that people enrol into, in which order; those deleted only where asked for. */
export type SequenceFilter = {
  status?: Sequence['status'] | undefined;
  /** Part of the name, whatever its case. */
  name?: string | undefined;
  sort?: SequenceOrder | undefined;
  descending?: boolean | undefined;
};

/**
 * A page of sequences with their numbers of steps and of leads, from the counters: two reads of many, however many
 * leads there are (D9). An organisation has some hundreds of sequences at most, so they are ordered in memory.
 */
export async function listSequences(
  ports: { store: Pick<Store, 'sequences' | 'statistics' | 'users'> },
  request: SequenceFilter & { organisation: string; limit: number; cursor?: string | undefined },
): Promise<Page<ListedSequence>> {
  const { organisation, limit, cursor, status, name = '', sort, descending = false } = request;
  const start = placeIn(cursor ?? '0');
  const all = (await listAll(ports.store.sequences, organisation)).filter(
    (sequence) =>
      sequence.kind === undefined &&
      (status === undefined ? sequence.status !== 'deleted' : sequence.status === status) &&
      sequence.name.toLowerCase().includes(name.toLowerCase()),
  );
  const wholes = await ports.store.statistics.ofWholes(
    organisation,
    all.map(({ id }) => id),
  );

  const counts = new Map(wholes.map((whole) => [whole.sequenceId, whole.counts]));
  const listed = all.map(({ draft, ...sequence }): ListedSequence => {
    const own = counts.get(sequence.id) ?? {};
    const { active } = summaryOf(own);
    return { ...sequence, steps: draft.steps.length, enrolled: own.enrolled ?? 0, active };
  });
  const key = (item: ListedSequence) => (sort === undefined ? item.id : keys[sort](item));
  const ordered = listed.toSorted((a, b) => compare(key(a), key(b)) || compare(a.id, b.id));
  const page = (descending ? ordered.toReversed() : ordered).slice(start, start + limit);

  const creators = await ports.store.users.getMany(organisation, [
    ...new Set(page.map(({ createdBy }) => createdBy)),
  ]);
  const names = new Map(creators.map((user) => [user.id, user.name]));
  const items = page.map((item) => ({ ...item, creator: names.get(item.createdBy) }));
  return { items, ...(start + limit < ordered.length && { cursor: String(start + limit) }) };
}

const keys: Record<SequenceOrder, (item: ListedSequence) => string | number> = {
  name: ({ name }) => name.toLowerCase(),
  created: ({ createdAt }) => createdAt,
  published: ({ publishedAt = '' }) => publishedAt,
  steps: ({ steps }) => steps,
  enrolled: ({ enrolled }) => enrolled,
  active: ({ active }) => active,
};

function compare(a: string | number, b: string | number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A page of the published versions of a sequence, newest first; the cursor is the next number. */
export async function listVersions(
  ports: { store: Pick<Store, 'sequences' | 'versions'> },
  request: { organisation: string; id: string; limit: number; cursor?: string | undefined },
): Promise<{ kind: 'page'; page: Page<SequenceVersion> } | Refusal> {
  const { organisation, id, limit, cursor } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };

  const from = cursor === undefined ? sequence.currentVersion : placeIn(cursor);
  const newest = Math.min(sequence.currentVersion, from);
  const count = Math.min(limit, newest);
  const numbers = Array.from({ length: count }, (_, back) => newest - back);
  const found = await ports.store.versions.getMany(
    organisation,
    numbers.map((number) => `${id}.${number}`),
  );
  const items = found.toSorted((a, b) => b.version - a.version);
  return { kind: 'page', page: { items, ...(newest > count && { cursor: String(newest - count) }) } };
}

/** @throws InvalidCursorError */
function placeIn(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) throw new InvalidCursorError();
  return Number(cursor);
}
