import { createHash, createHmac } from 'node:crypto';
import { SignJWT, importPKCS8 } from 'jose';
import * as z from 'zod/mini';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { epochSeconds } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmConnector, CrmOpening } from '#shared/ports/crm.ts';
import { accessTokens, refreshedTokens, type AccessToken, type AccessTokens } from '../access-tokens.ts';
import { broken, faultOf, said, unauthorised } from './salesforce-faults.ts';
import { jsonIn } from './json-in.ts';
import { callOnce } from './salesforce-http.ts';

/** An assertion may be good for three minutes at most. */
const ASSERTION_SECONDS = 120;

const granted = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.optional(z.string()),
  /** `https://…/id/<organisation>/<user>` */
  id: z.optional(z.string()),
});
type Granted = z.output<typeof granted>;
const denied = z.object({ error: z.string(), error_description: z.optional(z.string()) });

/**
 * Tokens by the flow of the connection (B6): client credentials, JWT bearer, or a refresh token. Salesforce does not say
 * when one runs out: two hours after its last use, unless the organisation has decided otherwise.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flows.htm
 */
export function tokensOf(opening: CrmOpening): AccessTokens {
  const { settings, now } = opening;
  const ask = async (credentials: Form): Promise<Granted> =>
    askToken(settings, await grantOf({ settings, credentials, now }), now());
  if (settings['flow'] !== 'web-server')
    return accessTokens(now, async () => accessOf(await ask(opening.credentials)));
  return refreshedTokens(opening, originOf(settings), async (credentials) => {
    const granted = await ask(credentials);
    return { access: accessOf(granted), refreshToken: granted.refresh_token };
  });
}

function accessOf({ access_token: token, id: identity }: Granted): AccessToken {
  return { token, identity };
}

type Form = Readonly<Record<string, string>>;

async function grantOf({
  settings,
  credentials,
  now,
}: Pick<CrmOpening, 'settings' | 'credentials' | 'now'>): Promise<Form> {
  const client = { client_id: needed(credentials, 'clientId', 'the consumer key') };
  const secret = (): Form => ({ client_secret: needed(credentials, 'clientSecret', 'the consumer secret') });
  switch (settings['flow']) {
    case 'jwt-bearer':
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: await assertionOf(settings, credentials, now()),
      };
    case 'web-server':
      return {
        grant_type: 'refresh_token',
        ...client,
        ...secret(),
        refresh_token: needed(credentials, 'refreshToken', 'that somebody allows Relance in, in the browser'),
      };
    case 'client-credentials':
    case undefined:
    default:
      return { grant_type: 'client_credentials', ...client, ...secret() };
  }
}

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
async function assertionOf(settings: Form, credentials: Form, now: Instant): Promise<string> {
  const pem = needed(credentials, 'privateKey', 'the private key');
  const key = await importPKCS8(pem, 'RS256').catch(() => {
    throw unauthorised('the private key is none in PEM (PKCS #8, RSA)');
  });
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(needed(credentials, 'clientId', 'the consumer key'))
    .setSubject(needed(credentials, 'username', 'the user'))
    .setAudience(audienceOf(originOf(settings)))
    .setExpirationTime(epochSeconds(now) + ASSERTION_SECONDS)
    .sign(key);
}

/** Who signs people in: one for sandboxes and scratch organisations, one for all others. */
function audienceOf(origin: string): string {
  return /\.(?:sandbox|scratch)\.my\.salesforce\.com$/.test(origin)
    ? 'https://test.salesforce.com'
    : 'https://login.salesforce.com';
}

async function askToken(settings: Form, form: Form, now: Instant): Promise<Granted> {
  const outcome = await callOnce({
    method: 'POST',
    url: `${originOf(settings)}/services/oauth2/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const asking = { changes: false };
  if (outcome.kind !== 'answered') throw faultOf(outcome, asking, now);
  const body = jsonIn(outcome.body);
  if (outcome.status === 200) {
    const token = granted.safeParse(body);
    if (token.success) return token.data;
    throw broken(asking, 'Salesforce answered the question for a token with something else.');
  }
  const why = denied.safeParse(body);
  if (!why.success || outcome.status >= 500) throw faultOf(outcome, asking, now);
  throw unauthorised(said(`${why.data.error}${because(why.data.error_description)}`));
}

const because = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);

/** Where a person allows Relance in: the web-server flow, with PKCE for apps that ask for it. */
export const authorizeUrl: NonNullable<CrmConnector['authorizeUrl']> = ({
  settings,
  credentials,
  redirectUri,
  state,
}) => {
  const challenge = createHash('sha256').update(verifierOf(credentials, redirectUri)).digest('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: needed(credentials, 'clientId', 'the consumer key'),
    redirect_uri: redirectUri,
    scope: 'api refresh_token',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  return `${originOf(settings)}/services/oauth2/authorize?${query.toString()}`;
};

/** The credentials of the connection, with the refresh token that a code stands for. */
export const redeem: NonNullable<CrmConnector['redeem']> = async ({
  settings,
  credentials,
  redirectUri,
  code,
}) => {
  const form = {
    grant_type: 'authorization_code',
    code,
    client_id: needed(credentials, 'clientId', 'the consumer key'),
    client_secret: needed(credentials, 'clientSecret', 'the consumer secret'),
    redirect_uri: redirectUri,
    code_verifier: verifierOf(credentials, redirectUri),
  };
  const { refresh_token: refreshToken } = await askToken(settings, form, systemClock.now());
  if (refreshToken === undefined)
    throw new CrmError(
      { kind: 'refused' },
      'Salesforce gave no refresh token: give the app the scope refresh_token, offline_access.',
    );
  return { ...credentials, refreshToken };
};

/** Known to who knows the consumer secret, so that nothing has to be kept between going there and coming back. */
function verifierOf(credentials: Form, redirectUri: string): string {
  const secret = needed(credentials, 'clientSecret', 'the consumer secret');
  return createHmac('sha256', secret).update(`pkce ${redirectUri}`).digest('base64url');
}

/** The address of the organisation, without anything behind it. What it may be is checked where it is entered. */
export function originOf(settings: Form): string {
  const { protocol, host, pathname } = new URL(needed(settings, 'domain', 'the My Domain address'));
  return `${protocol}//${host}${pathname.replace(/\/$/, '')}`;
}

function needed(values: Form, name: string, what: string): string {
  const value = values[name];
  if (value === undefined || value === '') throw unauthorised(`what is missing is ${what}`);
  return value;
}
