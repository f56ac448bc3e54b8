import type { StoredVersion } from '#shared/domain/sequences/step.ts';
import type { Store } from '#shared/ports/store.ts';

/** Versions kept in memory: they never change (D10), and every step is read from one. */
const VERSIONS_KEPT = 200;

/** Versions of sequences, each read once per cold start. */
export function rememberedVersions(versions: Store['versions']): Store['versions'] {
  const kept = new Map<string, StoredVersion>();
  return {
    ...versions,
    async get(organisation, id) {
      const key = `${organisation}#${id}`;
      const version = kept.get(key) ?? (await versions.get(organisation, id));
      if (version === undefined) return undefined;
      if (kept.size >= VERSIONS_KEPT) kept.clear();
      kept.set(key, version);
      return version;
    },
  };
}
