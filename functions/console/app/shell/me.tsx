import { createContext, useContext } from 'react';
import type { Answer } from '../api/operations.ts';

export type Me = Answer<'GET /v1/me'>;

const Context = createContext<Me | undefined>(undefined);
export const MeProvider = Context.Provider;

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(Context);
  if (me === undefined) throw new Error('Nobody is signed in here.');
  return me;
}

const mights = { user: 0, manager: 1, admin: 2, super_admin: 3 } as const;

/** Whether the person has this role or a mightier one. */
export const useIs = (role: Me['role']): boolean => mights[useMe().role] >= mights[role];
export const isAtLeast = (of: Me['role'], role: Me['role']): boolean => mights[of] >= mights[role];
