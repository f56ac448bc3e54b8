import type { peopleOperations } from '#shared/contracts/api/people.ts';
import { changeMe } from '#shared/use-cases/people/change-me.ts';
import { deleteGroup } from '#shared/use-cases/people/delete-group.ts';
import { putAccount } from '#shared/use-cases/people/put-account.ts';
import { putGroup } from '#shared/use-cases/people/put-group.ts';
import { putUser } from '#shared/use-cases/people/put-user.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const peopleHandlers: Handlers<typeof peopleOperations> = {
  getMe: async ({ store }, { caller }) => {
    const user = await store.users.get(caller.organisation, caller.userId);
    return { kind: 'ok', body: { ...caller, user }, ...(user && { revision: user.revision }) };
  },

  changeMe: async (ports, { caller, body, expected }) => {
    const outcome = await changeMe(ports, { caller, changes: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  listUsers: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.users.list(caller.organisation, query),
  }),

  getUser: async ({ store }, { caller, params: { id } }) => {
    const user = await store.users.get(caller.organisation, id);
    return user ? itemAnswer(user) : { kind: 'not-found', what: 'user', id };
  },

  putUser: async (ports, { caller, params, body, expected }) => {
    const outcome = await putUser(ports, { caller, user: { ...body, ...params }, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  listGroups: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.groups.list(caller.organisation, query),
  }),

  getGroup: async ({ store }, { caller, params: { id } }) => {
    const group = await store.groups.get(caller.organisation, id);
    return group ? itemAnswer(group) : { kind: 'not-found', what: 'group', id };
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

  listAccounts: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.accounts.list(caller.organisation, query),
  }),

  getAccount: async ({ store }, { caller, params: { id } }) => {
    const account = await store.accounts.get(caller.organisation, id);
    return account ? itemAnswer(account) : { kind: 'not-found', what: 'account', id };
  },

  putAccount: async (ports, { caller, params, body, expected }) => {
    const account = { ...body, ...params, organisation: caller.organisation };
    const outcome = await putAccount(ports, { caller, account, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },
};
