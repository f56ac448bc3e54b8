import { markerExpiry } from '../../domain/idempotency/marker.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Does something that may happen many times and counts once: `again` is false for the first alone, however often that
 * one comes. Of two at once, one is the first; after a crash in between, the same one still is. What was first under
 * release 0.2.0 stays it.
 *
 * @param mark what counts once
 * @param own which of them this is, the same at every try, and when it happened
 */
export async function countOnce(
  { store }: { store: Pick<Store, 'markers' | 'requests'> },
  organisation: string,
  mark: string,
  own: { id: string; at: Instant },
  act: (again: boolean) => Promise<unknown>,
): Promise<void> {
  const { item: marker } = await change(
    store.markers,
    {
      organisation,
      id: mark,
      gather: async (before) =>
        before === undefined ? await store.requests.get(organisation, mark) : undefined,
    },
    (before, earlier) => {
      if (before !== undefined) return 'unchanged';
      const first = earlier?.fingerprint ?? own.id;
      return { write: { organisation, id: mark, first, expiresAt: markerExpiry(own.at) } };
    },
  );
  await act(marker?.first !== own.id);
}
