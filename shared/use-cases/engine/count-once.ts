import type { Store } from '../../ports/store.ts';

/** Marks outlive every sequence: in epoch seconds, 2100-01-01. */
const FOREVER = 4_102_444_800;

/**
 * Does something that may happen many times and counts once: `again` is false for the first alone, however often that
 * one comes. Of two at once, one is the first; after a crash in between, the same one still is.
 *
 * @param mark what counts once
 * @param own which of them this is, the same at every try
 */
export async function countOnce(
  ports: { store: Pick<Store, 'requests'> },
  organisation: string,
  mark: string,
  own: string,
  act: (again: boolean) => Promise<unknown>,
): Promise<void> {
  const marker = {
    organisation,
    id: mark,
    revision: 1,
    fingerprint: own,
    status: 204,
    body: '',
    expiresAt: FOREVER,
  };
  const before =
    (await ports.store.requests.get(organisation, mark)) ??
    ((await ports.store.requests.put(marker, 'absent')) === 'written'
      ? marker
      : await ports.store.requests.get(organisation, mark));
  await act(before?.fingerprint !== own);
}
