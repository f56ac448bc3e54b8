import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { PoolUser, UserPool } from '../../ports/user-pool.ts';
import { clientSettings } from './client-settings.ts';

/** A user pool of Cognito, by its id. */
export function cognitoUserPool(poolId: string): UserPool {
  const client = new CognitoIdentityProviderClient(clientSettings({ attempts: 3, timeoutMs: 3_000 }));
  return {
    async setAccess(who, access) {
      for (const Username of await namesOf(client, poolId, who)) {
        const user = { UserPoolId: poolId, Username };
        if (access === 'open') {
          await client.send(new AdminEnableUserCommand(user));
          continue;
        }
        // Disabled first: who is signed out could sign in again in between.
        await client.send(new AdminDisableUserCommand(user));
        await client.send(new AdminUserGlobalSignOutCommand(user));
      }
    },
  };
}

/**
 * The pool's names of a user. An address alone proves nothing, since whoever writes the record chooses it: organisation
 * and user id in the pool, which no client can change, must be those of the record.
 */
async function namesOf(
  client: CognitoIdentityProviderClient,
  poolId: string,
  { organisation, userId, email }: PoolUser,
): Promise<string[]> {
  const quoted = email.toLowerCase().replaceAll(/["\\]/g, '\\$&');
  const { Users = [] } = await client.send(
    new ListUsersCommand({ UserPoolId: poolId, Filter: `email = "${quoted}"`, Limit: 60 }),
  );
  return Users.flatMap(({ Username, Attributes = [] }) => {
    const valueOf = (name: string) => Attributes.find(({ Name }) => Name === name)?.Value;
    const isMeant = valueOf('custom:organisation') === organisation && valueOf('custom:user_id') === userId;
    return isMeant && Username !== undefined ? [Username] : [];
  });
}
