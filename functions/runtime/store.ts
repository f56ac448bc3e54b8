import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import type { Store, StoredVersion } from '#shared/ports/store.ts';
import { once } from './once.ts';
import { dynamo } from './stores.ts';

/** Versions kept in memory: they never change (D10), and every step is read from one. */
const VERSIONS_KEPT = 200;

/** Everything stored. */
export const store = once((): Store => {
  const stored = dynamoStore(dynamo());
  return { ...stored, versions: remembered(stored.versions) };
});

function remembered(versions: Store['versions']): Store['versions'] {
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
