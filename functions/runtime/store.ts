import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import type { Store } from '#shared/ports/store.ts';
import { memoized } from './memoized.ts';
import { rememberedVersions } from './remembered-versions.ts';
import { dynamo } from './dynamo.ts';

/** Everything stored. */
export const store = memoized((): Store => {
  const stored = dynamoStore(dynamo());
  return { ...stored, versions: rememberedVersions(stored.versions) };
});
