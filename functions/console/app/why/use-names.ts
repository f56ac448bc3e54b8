import { useMemo } from 'react';
import { useGroups, useUsers } from '../features/users/use-users.ts';
import { plainNames, type Names } from './told.ts';

/** Names of users and groups for words about them; what a page knows beside is given. */
export function useNames({ step, sequence }: Partial<Pick<Names, 'step' | 'sequence'>> = {}): Names {
  const { nameOf: user } = useUsers();
  const { nameOf: group } = useGroups();
  return useMemo(
    () => ({ step: step ?? plainNames.step, sequence: sequence ?? plainNames.sequence, user, group }),
    [step, sequence, user, group],
  );
}
