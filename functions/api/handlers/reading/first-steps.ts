import type { firstStepsOperations } from '#shared/contracts/api/first-steps.ts';
import { readFirstSteps } from '#shared/use-cases/first-steps/read-first-steps.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const firstStepsHandlers: ReadingHandlers<typeof firstStepsOperations> = {
  getFirstSteps: async (ports, { caller }) => ({
    kind: 'ok',
    body: await readFirstSteps(ports, caller.organisation),
  }),
};
