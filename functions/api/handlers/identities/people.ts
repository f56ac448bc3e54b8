import type { peopleOperations } from '#shared/contracts/api/people.ts';
import { putUser } from '#shared/use-cases/people/put-user.ts';
import { itemAnswer } from '../../route.ts';
import type { IdentityHandlers } from '../../identities-ports.ts';

export const peopleHandlers: IdentityHandlers<typeof peopleOperations> = {
  putUser: async (ports, { caller, params, body, expected }) => {
    const outcome = await putUser(ports, { caller, user: { ...body, ...params }, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },
};
