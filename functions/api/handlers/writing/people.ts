import type { peopleOperations } from '#shared/contracts/api/people.ts';
import { changeMe } from '#shared/use-cases/people/change-me.ts';
import { deleteGroup } from '#shared/use-cases/people/delete-group.ts';
import { putAccount } from '#shared/use-cases/people/put-account.ts';
import { putGroup } from '#shared/use-cases/people/put-group.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const peopleHandlers: WritingHandlers<typeof peopleOperations> = {
  changeMe: async (ports, { caller, body, expected }) => {
    const outcome = await changeMe(ports, { caller, changes: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  putGroup: async (ports, { caller, params, body, expected }) => {
    const group = { ...body, ...params, organisation: caller.organisation };
    const outcome = await putGroup(ports, { group, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  deleteGroup: async (ports, { caller, params, expected }) => {
    const outcome = await deleteGroup(ports, { organisation: caller.organisation, ...params, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  putAccount: async (ports, { caller, params, body, expected }) => {
    const account = { ...body, ...params, organisation: caller.organisation };
    const outcome = await putAccount(ports, { caller, account, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },
};
