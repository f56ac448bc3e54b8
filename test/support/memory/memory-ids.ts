import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import type { Ids } from '#shared/ports/ids.ts';

/** Ids that count up, so that a test can name them: `000000000000000a` … ; digests as everywhere. */
export function memoryIds(): Ids {
  let last = 9;
  return {
    ...nodeIds(),
    next() {
      last += 1;
      return last.toString(36).padStart(16, '0');
    },
    secret() {
      last += 1;
      return last.toString(16).padStart(32, '0');
    },
  };
}
