import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Instant } from '../../../../shared/domain/kernel/instant.ts';
import { epochMs, plusMinutes } from '../../../../shared/domain/time/instants.ts';
import type { StandInAnswer, StandInRequest } from '../stand-in.ts';

/** An External Client App, with the user whom it signs in as. */
export type ClientApp = {
  clientId: string;
  clientSecret: string;
  username: string;
  userId: string;
  organisationId: string;
  /** Of the certificate for JWT bearer, in PEM. */
  publicKey?: string | undefined;
  /** Each refresh token is good once; one that comes again ends them all. */
  rotates: boolean;
};

export type Oauth = {
  /** Whether a token is good. */
  knows(token: string): boolean;
  handle(request: StandInRequest): Promise<StandInAnswer>;
  /** Access tokens that are out run out. */
  expire(): void;
  /** Nobody is let in any more, by no token and no secret. */
  revoke(): void;
  app: ClientApp;
};

const denied = (error: string, description: string): StandInAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
  body: JSON.stringify({ error, error_description: description }),
});
const audiences = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** How long an access token lives after its last use, unless an organisation has decided otherwise. */
const SESSION_MINUTES = 120;

type Code = { redirectUri: string; challenge: string | null; until: Instant };
type Grant = { ended: boolean; current: string; access: Set<string> };

/**
 * The token endpoint with its flows, and the page on which a person allows an app in, which says yes at once.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flows.htm,
 * https://help.salesforce.com/s/articleView?id=005316711 (rotation)
 */
export function oauthOf(app: ClientApp, now: () => Instant): Oauth {
  let revoked = false;
  /** When each was used last. */
  const tokens = new Map<string, Instant>();
  const codes = new Map<string, Code>();
  /** By every refresh token that it ever had. */
  const grants = new Map<string, Grant>();

  const grantedToken = (grant?: Grant, refreshToken?: string): StandInAnswer => {
    const token = `${app.organisationId.slice(0, 15)}!${randomBytes(24).toString('base64url')}`;
    tokens.set(token, now());
    grant?.access.add(token);
    return {
      status: 200,
      headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
      body: JSON.stringify({
        access_token: token,
        ...(refreshToken !== undefined && { refresh_token: refreshToken }),
        scope: 'api refresh_token',
        instance_url: 'https://never.used.example',
        id: `https://login.salesforce.com/id/${app.organisationId}/${app.userId}`,
        token_type: 'Bearer',
        issued_at: String(epochMs(now())),
      }),
    };
  };
  const newRefreshToken = (): string => `5Aep861${randomBytes(32).toString('base64url')}`;

  const byCode = (form: URLSearchParams): StandInAnswer => {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (code === undefined || code.until < now())
      return denied('invalid_grant', 'invalid authorization code');
    if (form.get('redirect_uri') !== code.redirectUri)
      return denied('redirect_uri_mismatch', 'redirect_uri must match configuration');
    if (code.challenge !== null) {
      const given = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (given !== code.challenge) return denied('invalid_grant', 'invalid code verifier');
    }
    const grant: Grant = { ended: false, current: newRefreshToken(), access: new Set() };
    grants.set(grant.current, grant);
    return grantedToken(grant, grant.current);
  };

  const byRefresh = (token: string): StandInAnswer => {
    const grant = grants.get(token);
    if (grant === undefined || grant.ended) return denied('invalid_grant', 'expired access/refresh token');
    if (!app.rotates) return grantedToken(grant);
    if (grant.current !== token) {
      grant.ended = true;
      for (const access of grant.access) tokens.delete(access);
      return denied('invalid_grant', 'token validity expired');
    }
    grant.current = newRefreshToken();
    grants.set(grant.current, grant);
    return grantedToken(grant, grant.current);
  };

  const byAssertion = async (assertion: string): Promise<StandInAnswer> => {
    if (app.publicKey === undefined) return denied('invalid_app_access', 'no certificate for this app');
    try {
      const { payload } = await jwtVerify(assertion, createPublicKey(app.publicKey), {
        algorithms: ['RS256'],
        issuer: app.clientId,
        audience: audiences,
        subject: app.username,
        requiredClaims: ['exp'],
        // A clock of ours: the library takes a Date.
        currentDate: new Date(epochMs(now())),
      });
      if ((payload.exp ?? 0) * 1_000 > epochMs(plusMinutes(now(), 3)))
        return denied('invalid_grant', 'expiration is too far in the future');
      return grantedToken();
    } catch {
      return denied('invalid_grant', 'invalid assertion');
    }
  };

  const token = async (form: URLSearchParams): Promise<StandInAnswer> => {
    const grantType = form.get('grant_type') ?? '';
    if (revoked) return denied('invalid_grant', 'expired access/refresh token');
    if (grantType === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return byAssertion(form.get('assertion') ?? '');
    if (form.get('client_id') !== app.clientId)
      return denied('invalid_client_id', 'client identifier invalid');
    if (form.get('client_secret') !== app.clientSecret)
      return denied('invalid_client', 'invalid client credentials');
    switch (grantType) {
      case 'client_credentials':
        return grantedToken();
      case 'authorization_code':
        return byCode(form);
      case 'refresh_token':
        return byRefresh(form.get('refresh_token') ?? '');
      default:
        return denied('unsupported_grant_type', 'grant type not supported');
    }
  };

  const authorize = (query: URLSearchParams): StandInAnswer => {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (
      query.get('client_id') !== app.clientId ||
      query.get('response_type') !== 'code' ||
      !URL.canParse(redirectUri)
    )
      return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'error=invalid_client_id' };
    const code = `aPrx${randomBytes(24).toString('base64url')}`;
    codes.set(code, { redirectUri, challenge: query.get('code_challenge'), until: plusMinutes(now(), 15) });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    return { status: 302, headers: { location: back.toString() }, body: '' };
  };

  return {
    app,
    knows: (one) => {
      const used = tokens.get(one);
      if (revoked || used === undefined || plusMinutes(used, SESSION_MINUTES) <= now()) return false;
      tokens.set(one, now());
      return true;
    },
    expire: () => tokens.clear(),
    revoke: () => void (revoked = true),
    async handle({ method, path, headers, body }) {
      const { pathname, searchParams } = new URL(path, 'http://stand-in');
      if (pathname === '/services/oauth2/authorize' && method === 'GET') return authorize(searchParams);
      const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
      if (pathname !== '/services/oauth2/token' || method !== 'POST' || !isForm)
        return denied('invalid_request', 'must use HTTP POST with a form');
      return token(new URLSearchParams(body));
    },
  };
}
