import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { textOf, writtenInstant } from '#shared/domain/time/instants.ts';
import type { Credentials } from '#shared/ports/credential-vault.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { keptTokenName, type CrmOpening } from '#shared/ports/crm.ts';

/** What calls of a CRM are let in by. */
export type AccessToken = {
  token: string;
  /** When it runs out; undefined: the service does not say, and refuses it then. */
  until?: Instant | undefined;
  /** Whom the service says that it let in. */
  identity?: string | undefined;
};

/** Access tokens of one opened connection. */
export type AccessTokens = {
  current(): Promise<AccessToken>;
  /** Another one than that which was refused. Who asks at the same time gets the same one. */
  renewed(refused: AccessToken): Promise<AccessToken>;
};

/** What a service answers to a refresh token: an access token, and mostly the refresh token that is good from now on. */
export type Refreshed = { access: AccessToken; refreshToken?: string | undefined };

/** Access tokens that are kept as long as the connection is open, and nowhere else. */
export function accessTokens(
  now: () => Instant,
  ask: (refused: AccessToken | undefined) => Promise<AccessToken>,
  first?: AccessToken,
): AccessTokens {
  let held = first;
  let asked: Promise<AccessToken> | undefined;
  const another = (refused?: AccessToken): Promise<AccessToken> =>
    (asked ??= ask(refused)
      .then((access) => (held = access))
      .finally(() => (asked = undefined)));
  const good = (): AccessToken | undefined => (isGood(held, now()) ? held : undefined);
  return {
    current: async () => good() ?? another(),
    async renewed(refused) {
      const present = good();
      return present !== undefined && present.token !== refused.token ? present : another(refused);
    },
  };
}

/**
 * Access tokens by a refresh token that may be good once (B6). Each is kept beside the refresh token that came with it,
 * before it is used, and serves all who open the connection until it has run out or is refused: Secrets Manager keeps
 * every version that was written within a day, and takes about a hundred.
 *
 * Whoever renews reads anew what is kept, under the lease of the connection, and takes what somebody else has kept
 * meanwhile; who is refused looks once more. What remains: a process that stands still between that reading and its call
 * for longer than the lease may use a refresh token that another has used, and a service that revokes everything for that
 * (Salesforce) has to be allowed again, as after a process that dies between the answer and the vault. And a service that
 * refused its own tokens within minutes, for a day, would come to that limit.
 *
 * @param address where the tokens are for: one that is kept for another is not sent
 */
export function refreshedTokens(
  { credentials, now, beforeRenewing, keep }: CrmOpening,
  address: string,
  ask: (credentials: Credentials) => Promise<Refreshed>,
): AccessTokens {
  const renew = async (refused: AccessToken | undefined): Promise<AccessToken> => {
    const before = await beforeRenewing();
    const theirs = keptIn(before, address);
    if (isGood(theirs, now()) && theirs.token !== refused?.token) return theirs;
    const { access, refreshToken = before['refreshToken'] ?? '' } = await ask(before);
    await keep({ ...before, refreshToken, [keptTokenName]: written(access, address) });
    return access;
  };
  const renewOrTake = async (refused: AccessToken | undefined): Promise<AccessToken> => {
    try {
      return await renew(refused);
    } catch (error) {
      if (!(error instanceof CrmError) || error.fault.kind !== 'unauthorised') throw error;
      const winners = keptIn(await beforeRenewing(), address);
      if (isGood(winners, now()) && winners.token !== refused?.token) return winners;
      throw error;
    }
  };
  return accessTokens(now, renewOrTake, keptIn(credentials, address));
}

function isGood(access: AccessToken | undefined, now: Instant): access is AccessToken {
  return access !== undefined && (access.until === undefined || access.until > now);
}

const kept = z.pipe(
  jsonText,
  z.object({
    address: z.string(),
    token: z.string(),
    until: z.optional(z.string()),
    identity: z.optional(z.string()),
  }),
);

/** Undefined: none is kept for this address. */
function keptIn(credentials: Credentials, address: string): AccessToken | undefined {
  const read = kept.safeParse(credentials[keptTokenName]);
  if (!read.success || read.data.address !== address) return undefined;
  const { token, until, identity } = read.data;
  return { token, until: until === undefined ? undefined : writtenInstant(until), identity };
}

function written({ token, until, identity }: AccessToken, address: string): string {
  return JSON.stringify({ address, token, until: until === undefined ? undefined : textOf(until), identity });
}
