import { useAct, useRead } from '../../api/queries.ts';

/** What is read again once a person has decided a setting. */
export const shownOfSettings = ['GET /v1/settings', 'GET /v1/users', 'GET /v1/capacity'];

/** The revision under which a level is changed; none has been decided at it before: `new`. */
export const revisionOf = (read: { revision: number }): number | 'new' =>
  read.revision === 0 ? 'new' : read.revision;

/** What a person decides alone, and how it is changed. */
export function useOwnSettings(userId: string, onDone?: () => void) {
  const scope = `user.${userId}`;
  const read = useRead('GET /v1/settings/{scope}', { params: { scope } });
  const act = useAct('PATCH /v1/settings/{scope}', {
    refreshes: shownOfSettings,
    ...(onDone !== undefined && { onDone }),
  });
  return { scope, read, act };
}
