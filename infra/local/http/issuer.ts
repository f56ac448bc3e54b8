import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import type { Role } from '#shared/domain/people/people.ts';
import type { LocalTable } from '../aws/local-store.ts';
import { region } from '../names.ts';

/** Whom a token is for. */
export type TokenOf = { organisation: string; userId: string; role: Role; email?: string | undefined };

/** Stands in for a Cognito user pool: signs tokens and checks them as the JWT authorizer does. */
export type Issuer = {
  /** A token, by default good for a year, so that it outlasts a time-lapse. */
  token(of: TokenOf, goodFor?: string): Promise<string>;
  /** The claims of a good token as API Gateway hands them on, all of them texts; undefined for any other. */
  claims(token: string): Promise<Record<string, string> | undefined>;
};

const issuer = `https://cognito-idp.${region}.amazonaws.com/${region}_local`;
const audience = 'relance-local';

/** @param keys keeps the signing key, so that tokens stay good over a restart */
export async function startIssuer(keys: LocalTable<JWK>): Promise<Issuer> {
  let stored = keys.get('private');
  if (stored === undefined) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    stored = { ...(await exportJWK(privateKey)), alg: 'RS256' };
    keys.put('private', stored);
  }
  const { kty, n, e } = stored;
  if (n === undefined || e === undefined) throw new Error('The stored signing key is no RSA key.');
  const privateKey = await importJWK(stored, 'RS256');
  // A token that was good is good until it expires: checking a signature costs more than most requests.
  const checked = new Map<string, { claims: Record<string, string>; expiresAt: number }>();
  const publicKey = await importJWK({ kty: kty ?? 'RSA', n, e }, 'RS256');

  return {
    token: ({ organisation, userId, role, email }, goodFor = '366d') =>
      new SignJWT({
        email: email ?? `${userId}@${organisation}.example`,
        'custom:organisation': organisation,
        'custom:user_id': userId,
        'cognito:groups': [role],
        'cognito:username': userId,
        token_use: 'id',
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'local' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(goodFor)
        .sign(privateKey),
    claims: async (token) => {
      const known = checked.get(token);
      if (known !== undefined && Date.now() < known.expiresAt) return known.claims;
      try {
        const { payload } = await jwtVerify(token, publicKey, { issuer, audience, algorithms: ['RS256'] });
        const claims = Object.fromEntries(
          Object.entries(payload).map(([name, value]) => [name, asText(value)]),
        );
        checked.set(token, { claims, expiresAt: (payload.exp ?? 0) * 1000 });
        return claims;
      } catch {
        return undefined;
      }
    },
  };
}

/** A list becomes `[one two]`, as API Gateway writes it. */
const asText = (value: unknown): string => (Array.isArray(value) ? `[${value.join(' ')}]` : String(value));
