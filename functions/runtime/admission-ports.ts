import { clock } from './clock.ts';
import { memoized } from './memoized.ts';
import { rememberedUsers } from './remembered-users.ts';
import { store } from './store.ts';

/** Everything stored, and what letting a caller in takes. */
export const admissionPorts = memoized(() => {
  const { users, recordOfCaller } = rememberedUsers(store().users, () => performance.now());
  return { store: { ...store(), users }, recordOfCaller, clock };
});
