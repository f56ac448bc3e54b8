import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { memoized } from './memoized.ts';

/** What makes ids, for functions that need nothing else of the engine. */
export const ids = memoized(nodeIds);
