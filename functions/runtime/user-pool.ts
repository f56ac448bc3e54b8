import { cognitoUserPool } from '#shared/adapters/aws/cognito-user-pool.ts';
import { readUserPoolId } from '#shared/config/read-environment.ts';
import type { UserPool } from '#shared/ports/user-pool.ts';
import { logger } from './logger.ts';
import { memoized } from './memoized.ts';

/**
 * The pool of the stage, which follows the records of users as well as it can: what fails is logged and done again when
 * the record is written again, and the record counts meanwhile (F11). One machine has no pool.
 */
export const userPool = memoized((): UserPool => {
  const poolId = readUserPoolId();
  const pool = poolId === undefined ? undefined : cognitoUserPool(poolId);
  return {
    async setAccess(who, access) {
      try {
        await pool?.setAccess(who, access);
      } catch (error) {
        logger.error('the user pool does not follow the record of a user', {
          userId: who.userId,
          access,
          error,
        });
      }
    },
  };
});
