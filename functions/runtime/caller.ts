import * as z from 'zod';
import { organisationId, userId } from '#shared/contracts/api/ids.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import { roles } from '#shared/domain/people/people.ts';
import type { HttpEvent } from './http-stack.ts';
import { ProblemError } from './problem-error.ts';

/** API Gateway passes a list as the text `[admin manager]`; a local issuer may keep it a list. */
const groups = z
  .union([
    z.array(z.string()),
    z.string().transform((text) => text.replaceAll(/[[\]"]/g, '').split(/[\s,]+/)),
  ])
  .transform((names) => roles.find((role) => names.includes(role)));

const claims = z.object({
  'custom:organisation': organisationId,
  'custom:user_id': userId,
  'cognito:groups': groups.optional(),
});

const withAuthorizer = z.object({
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims: z.unknown() }) }) }),
});

/**
 * Who asks, from the claims that the authorizer has verified: the highest of the roles named, `user` when there is
 * none. Throws ProblemError without token (401) or with one that names no organisation or user (403).
 */
export function callerOf(event: HttpEvent): Caller {
  const authorized = withAuthorizer.safeParse(event);
  if (!authorized.success) throw new ProblemError({ kind: 'unauthenticated' });
  const read = claims.safeParse(authorized.data.requestContext.authorizer.jwt.claims);
  if (!read.success) {
    throw new ProblemError({
      kind: 'forbidden',
      detail: 'The token names no organisation or no user: an admin of the user pool must set both.',
    });
  }
  return {
    organisation: read.data['custom:organisation'],
    userId: read.data['custom:user_id'],
    role: read.data['cognito:groups'] ?? 'user',
  };
}
