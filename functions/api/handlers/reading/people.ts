import type { peopleOperations } from '#shared/contracts/api/people.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const peopleHandlers: ReadingHandlers<typeof peopleOperations> = {
  getMe: async ({ store }, { caller }) => {
    const user = await store.users.get(caller.organisation, caller.userId);
    return { kind: 'ok', body: { ...caller, user }, ...(user && { revision: user.revision }) };
  },

  listUsers: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.users.list(caller.organisation, query),
  }),

  getUser: async ({ store }, { caller, params: { id } }) => {
    const user = await store.users.get(caller.organisation, id);
    return user ? itemAnswer(user) : { kind: 'not-found', what: 'user', id };
  },

  listGroups: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.groups.list(caller.organisation, query),
  }),

  getGroup: async ({ store }, { caller, params: { id } }) => {
    const group = await store.groups.get(caller.organisation, id);
    return group ? itemAnswer(group) : { kind: 'not-found', what: 'group', id };
  },

  listAccounts: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.accounts.list(caller.organisation, query),
  }),

  getAccount: async ({ store }, { caller, params: { id } }) => {
    const account = await store.accounts.get(caller.organisation, id);
    return account ? itemAnswer(account) : { kind: 'not-found', what: 'account', id };
  },
};
