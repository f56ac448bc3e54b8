import type { starterOperations } from '#shared/contracts/api/starters.ts';
import { makeStarter } from '#shared/use-cases/starters/make-starter.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const starterHandlers: WritingHandlers<typeof starterOperations> = {
  makeStarter: async (ports, { caller, params, body, now }) => {
    const outcome = await makeStarter(ports, { caller, ...params, ...body, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },
};
