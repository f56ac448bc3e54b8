import { store } from '#functions/runtime/store.ts';
import { walk } from '#shared/ports/walk.ts';
import type { LocalUsers } from './http/sign-in.ts';
import { organisation } from './names.ts';

/** Users that the start page shows at most; the others sign in all the same. */
const SHOWN = 200;

/** The users in the tables of this machine, read when asked for. */
export const localUsers: LocalUsers = {
  get: (id) => store().users.get(organisation, id),
  list: () => Array.fromAsync(walk((page) => store().users.list(organisation, page), { most: SHOWN })),
};
